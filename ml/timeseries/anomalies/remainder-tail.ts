import { quantileOfSorted, sortedValues } from '../../statistics/quantile.js';
import { studentAbove, studentTail } from '../../statistics/student.js';

/** How probable remainders of a size are: `pOf` that one is as far from zero as this or farther, `sizeAt` the size that this is true of. */
export type RemainderTail = {
  readonly pOf: (size: number) => number;
  readonly sizeAt: (p: number) => number;
};

/** What is thought of the tail before any value is seen, and so many values' worth of it: a Student distribution of so many degrees. */
export type Belief = { readonly freedom: number; readonly worth: number };

const ratioAt = (freedom: number): number => studentAbove(0.025, freedom) / studentAbove(0.125, freedom);

const FREEDOMS = [2, 2.25, 2.5, 2.75, 3, 3.5, 4, 5, 6, 8, 10, 14, 20, 30];
const RATIOS = FREEDOMS.map(ratioAt);

/** The heavier of the two tails that a ratio lies between. */
const freedomOf = (ratio: number): number =>
  FREEDOMS[RATIOS.findLastIndex((each) => each >= ratio)] ?? (FREEDOMS[0] as number);

/** How many are as large, by their order. */
const countFrom = (sorted: Float64Array, size: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < size) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
};

/** Of values of which more than three in four are the same: how often it was as large, and once more for what was not seen yet. */
const countedTail = (sorted: Float64Array): RemainderTail => {
  const largest = sorted.at(-1) ?? 0;
  return {
    pOf: (size) => (size === 0 ? 1 : (countFrom(sorted, size) + 1) / (sorted.length + 2)),
    sizeAt: () => largest,
  };
};

/**
 * From the sizes of past remainders: a Student distribution whose scale is that of the inner three quarters, and whose
 * tails are as heavy as the ratio of the 95 % to the 75 % quantile says, so that up to one outlier in twenty changes
 * nothing; and nothing is rarer than it was seen to be, but for `forgiven` times, which may have been anomalies themselves.
 */
export const remainderTailOf = (sizes: Float64Array, forgiven: number, belief: Belief): RemainderTail => {
  const sorted = sortedValues(sizes);
  const inner = quantileOfSorted(sorted, 0.75);
  if (!(inner > 0)) return countedTail(sorted);
  const ratio = quantileOfSorted(sorted, 0.95) / inner;
  const freedom = freedomOf(
    (sorted.length * ratio + belief.worth * ratioAt(belief.freedom)) / (sorted.length + belief.worth),
  );
  const unit = inner / studentAbove(0.125, freedom);
  return {
    pOf: (size) =>
      Math.min(
        1,
        Math.max(2 * studentTail(size / unit, freedom), (countFrom(sorted, size) - forgiven) / (sorted.length + 2)),
      ),
    sizeAt: (p) =>
      Math.max(
        unit * studentAbove(p / 2, freedom),
        sorted[sorted.length - 1 - forgiven - Math.floor(p * (sorted.length + 2))] ?? 0,
      ),
  };
};
