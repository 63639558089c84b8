const FEWEST_DAYS = 11;
const MARGIN = 1.5;

/**
 * Seconds after which a feed is silent for longer than usual: one and a half times the ninth decile of the longest silence of
 * each day with news. Longest of a day, so that nights and weekends count as usual; a decile, so that a single outage does
 * not. `undefined` until eleven such days are known: by then a weekend was met twice, and is no outage.
 */
export const usualSilence = (longestOfDays: ReadonlyArray<number>): number | undefined => {
  if (longestOfDays.length < FEWEST_DAYS) return undefined;
  const ninthDecile = longestOfDays.toSorted((a, b) => a - b)[Math.ceil(longestOfDays.length * 0.9) - 1];
  return ninthDecile === undefined ? undefined : ninthDecile * MARGIN;
};
