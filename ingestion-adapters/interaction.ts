import type { Timestamp } from '../domain/primitives.js';

/** One thing that a user of an account did. */
export type Interaction = {
  readonly account: string;
  readonly feature: string;
  readonly at: Timestamp;
  readonly user: string | undefined;
  /** The vendor's key of the record; where it gave it none, all that tells it apart, the account too. */
  readonly key: string;
};

/** An interaction with where in the body its record stands. */
export type ReadInteraction = {
  readonly interaction: Interaction;
  readonly place: string;
  readonly bytes: () => Buffer;
};

/** What one record of product analytics says. `what` is counted. */
export type SaidOfUse =
  | { readonly _tag: 'Interaction'; readonly interaction: Interaction }
  | { readonly _tag: 'Unreadable'; readonly pointer: string; readonly reason: string }
  | { readonly _tag: 'NoAccount' }
  | { readonly _tag: 'NotUnderstood'; readonly what: string };

export const unreadable = (reason: string, pointer = ''): SaidOfUse => ({ _tag: 'Unreadable', pointer, reason });
