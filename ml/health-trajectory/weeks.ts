import { pathSteps } from '../datasets/account-rows.js';

/** Weeks of scores before a day that its path is told from. */
export const PAST_WEEKS = 52;

/** Weeks ahead that are learned; those between lie on straight lines. */
export const knots: ReadonlyArray<number> = [1, 4, 8, 13, 19, 26];

export const AHEAD_WEEKS = pathSteps.length;

/** What lies at each week ahead, on straight lines from 0 today through the knots there are; it ends with the last of them. */
export const throughKnots = (weeks: ReadonlyArray<number>, at: ReadonlyArray<number>, start = 0): Float64Array =>
  Float64Array.from({ length: weeks.at(-1) ?? 0 }, (_, i) => {
    const week = i + 1;
    const after = weeks.findIndex((knot) => knot >= week);
    const [before, from] = after === 0 ? [0, start] : [weeks[after - 1] as number, at[after - 1] as number];
    const part = (week - before) / ((weeks[after] as number) - before);
    return from + part * ((at[after] as number) - from);
  });
