import type { Timestamp } from '../domain/primitives.js';

/** One thing that a user of an account did. */
export type Interaction = {
  readonly account: string;
  readonly feature: string;
  readonly at: Timestamp;
  readonly user: string | undefined;
  /** The vendor's key of the record, and the account: were it to differ, the first to arrive would win. */
  readonly key: string;
};

/** What one record of product analytics says. `what` is counted. */
export type SaidOfUse =
  | { readonly _tag: 'Interaction'; readonly interaction: Interaction }
  | { readonly _tag: 'Unreadable'; readonly pointer: string; readonly reason: string }
  | { readonly _tag: 'NoAccount' }
  | { readonly _tag: 'NotUnderstood'; readonly what: string };

export const unreadable = (reason: string, pointer = ''): SaidOfUse => ({ _tag: 'Unreadable', pointer, reason });
