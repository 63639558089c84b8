import { countBelow, countBeyond, distanceOfNearest } from '../../statistics/ascending.js';
import { sortedValues } from '../../statistics/quantile.js';

/** Sizes of remainders by their order. */
export type Sizes = {
  readonly count: number;
  /** The one that so many are smaller than; NaN where there are not as many. */
  readonly at: (place: number) => number;
  /** How many are as large as that or larger. */
  readonly from: (size: number) => number;
};

export const sizesOf = (values: Float64Array): Sizes => {
  const sorted = sortedValues(values.map(Math.abs));
  return {
    count: sorted.length,
    at: (place) => sorted[place] ?? Number.NaN,
    from: (size) => sorted.length - countBelow(sorted, size),
  };
};

/** Distances from `centre` of values that are in ascending order, none of which is computed before it is asked for. */
export const sizesAround = (ascending: ReadonlyArray<number>, centre: number): Sizes => {
  const { length } = ascending;
  return {
    count: length,
    at: (place) => (place >= 0 && place < length ? distanceOfNearest(ascending, centre, place + 1) : Number.NaN),
    from: (size) => countBeyond(ascending, centre, size),
  };
};

/** As `quantileOfSorted`. */
export const quantileOfSizes = ({ at, count }: Sizes, p: number): number => {
  const place = (count - 1) * p;
  const below = Math.floor(place);
  const low = at(below);
  return low + (place - below) * (at(Math.min(below + 1, count - 1)) - low);
};
