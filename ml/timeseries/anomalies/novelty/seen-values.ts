import { countBelow } from '../../../statistics/ascending.js';

/** Values met so far, ascending, all of them or so many that cover their range. */
export type SeenValues = ReadonlyArray<number>;

const KEPT = 512;

/** How far a value is from the nearest one met so far; infinite where there is none. */
export const gapTo = (seen: SeenValues, value: number): number => {
  const place = countBelow(seen, value);
  return Math.min(
    (seen[place] ?? Number.POSITIVE_INFINITY) - value,
    value - (seen[place - 1] ?? Number.NEGATIVE_INFINITY),
  );
};

/** With one more. Where there are too many, of two that are nearest to each other one goes, so rare values are kept for ever. */
export const withSeen = (seen: SeenValues, value: number): SeenValues => {
  const place = countBelow(seen, value);
  if (seen[place] === value) return seen;
  const more = seen.toSpliced(place, 0, value);
  if (more.length <= KEPT) return more;
  let nearest = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < more.length - 1; i += 1) {
    const gap = (more[i] as number) - (more[i - 1] as number);
    if (gap < least) {
      least = gap;
      nearest = i;
    }
  }
  more.splice(nearest, 1);
  return more;
};
