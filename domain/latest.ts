import { canonical } from './canonical.js';
import { type Timestamp, timestampOf } from './primitives.js';

/** A value and the business time it became true. */
export type Dated<A> = { readonly value: A; readonly at: Timestamp };

/** The later of two dated values; equal times are settled by `rank`, so arrival order never matters. */
export const latestBy =
  <A>(rank: (value: A) => string | number) =>
  (a: Dated<A> | undefined, b: Dated<A>): Dated<A> => {
    if (a === undefined || b.at > a.at) return b;
    if (b.at < a.at) return a;
    return rank(b.value) > rank(a.value) ? b : a;
  };

/** The later of two dated values; equal times are settled by the values themselves. */
export const latest = <A>(a: Dated<A> | undefined, b: Dated<A>): Dated<A> => latestBy<A>(canonical)(a, b);

export const later = (a: Timestamp | undefined, b: Timestamp): Timestamp => (a === undefined || b > a ? b : a);
export const earlier = (a: Timestamp | undefined, b: Timestamp): Timestamp => (a === undefined || b < a ? b : a);

/** The time, or one just after what is held: clocks differ, and what is said last is to hold. */
export const after = (held: Timestamp | undefined, at: Timestamp): Timestamp =>
  held === undefined || held < at ? at : timestampOf(Date.parse(held) + 1);

/** Whether this very fact is the one that is held: saying it again says nothing. */
export const isHeld = <A>(held: Dated<A> | undefined, said: Dated<A>): boolean =>
  held !== undefined && held.at === said.at && canonical(held.value) === canonical(said.value);

/** `null` says nothing, and leaves what is held. */
export const ifSaid = <A>(held: Dated<A> | undefined, value: A | null, at: Timestamp): Dated<A> | undefined =>
  value === null ? held : latest(held, { value, at });

export const saysNothing = <A>(held: Dated<A> | undefined, value: A | null, at: Timestamp): boolean =>
  value === null || isHeld(held, { value, at });
