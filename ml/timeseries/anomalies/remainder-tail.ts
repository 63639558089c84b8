import { quantileOfSorted, sortedValues } from '../../statistics/quantile.js';
import { studentAbove, studentTail } from '../../statistics/student.js';

/** How probable remainders of a size are: `pOf` that one is as far from zero as this or farther, `sizeAt` the size that this is true of. */
export type RemainderTail = {
  readonly pOf: (size: number) => number;
  readonly sizeAt: (p: number) => number;
};

export type Belief = {
  /** What is thought of the tail before any value is seen: a Student distribution of so many degrees, and so many values' worth of it. */
  readonly freedom: number;
  readonly worth: number;
  /** Share of the values that may be anomalies themselves; what lies beyond says nothing of the tail. */
  readonly doubted: number;
  /** Share of them, and one more, that may have been larger and make the next one no more probable. */
  readonly forgiven: number;
};

/** Of the quantile within which nothing is doubted to that of the inner three quarters. */
const ratioAt = (freedom: number, doubted: number): number =>
  studentAbove(doubted / 2, freedom) / studentAbove(0.125, freedom);

const FREEDOMS = [2, 2.25, 2.5, 2.75, 3, 3.5, 4, 5, 6, 8, 10, 14, 20, 30];

/** The heavier of the two tails that a ratio lies between. */
const freedomOf = (ratio: number, doubted: number): number =>
  FREEDOMS.findLast((each) => ratioAt(each, doubted) >= ratio) ?? (FREEDOMS[0] as number);

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
 * tails are as heavy as the ratio of the quantile beyond which values are doubted to the 75 % quantile says, so that so many
 * outliers change nothing; and nothing is rarer than it was seen to be, but for those that are forgiven, which may have been anomalies themselves.
 */
export const remainderTailOf = (sizes: Float64Array, belief: Belief): RemainderTail => {
  const sorted = sortedValues(sizes);
  const inner = quantileOfSorted(sorted, 0.75);
  if (!(inner > 0)) return countedTail(sorted);
  const ratio = quantileOfSorted(sorted, 1 - belief.doubted) / inner;
  const believed = ratioAt(belief.freedom, belief.doubted);
  const freedom = freedomOf(
    (sorted.length * ratio + belief.worth * believed) / (sorted.length + belief.worth),
    belief.doubted,
  );
  const forgiven = 1 + Math.floor(belief.forgiven * sorted.length);
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
