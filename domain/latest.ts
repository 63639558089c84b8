import type { Timestamp } from './primitives.js';

/** A value and the business time it became true. */
export type Dated<A> = { readonly value: A; readonly at: Timestamp };

const rank = (value: unknown): string => JSON.stringify(value) ?? '';

/** The later of two dated values; equal times are settled by the values themselves, so arrival order never matters. */
export const latest = <A>(a: Dated<A> | undefined, b: Dated<A>): Dated<A> => {
  if (a === undefined || b.at > a.at) return b;
  if (b.at < a.at) return a;
  return rank(b.value) > rank(a.value) ? b : a;
};
