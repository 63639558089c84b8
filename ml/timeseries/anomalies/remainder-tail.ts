import { studentAbove, studentTail } from '../../statistics/student.js';
import { quantileOfSizes, type Sizes } from './sizes.js';

/** How probable remainders of a size are: `pOf` that one is as far from zero as this or farther, `sizeAt` the size that this is true of. */
export type RemainderTail = {
  readonly pOf: (size: number) => number;
  readonly sizeAt: (p: number) => number;
};

export type Belief = {
  /** What is thought of the tail before any value is seen: a Student distribution of so many degrees, and so many values' worth of it. */
  readonly freedom: number;
  readonly worth: number;
  /** No tail is heavier than that of so many degrees, 2 if not given: how heavy it is, is told from its beginning, which is next to nothing. */
  readonly least?: number;
  /** Share of the values that may be anomalies themselves; what lies beyond says nothing of the tail. */
  readonly doubted: number;
  /** Share of them, and one more, that may have been larger and make the next one no more probable. */
  readonly forgiven: number;
};

/** Of the quantile within which nothing is doubted to that of the inner three quarters. */
const ratioAt = (freedom: number, doubted: number): number =>
  studentAbove(doubted / 2, freedom) / studentAbove(0.125, freedom);

const FREEDOMS = [2, 2.25, 2.5, 2.75, 3, 3.5, 4, 5, 6, 8, 10, 14, 20, 30];

/** Of values of which more than three in four are the same: how often it was as large, and once more for what was not seen yet. */
const countedTail = ({ count, at, from }: Sizes): RemainderTail => ({
  pOf: (size) => (size === 0 ? 1 : (from(size) + 1) / (count + 2)),
  sizeAt: () => at(count - 1) || 0,
});

/**
 * From the sizes of past remainders: a Student distribution whose scale is that of the inner three quarters, and whose
 * tails are as heavy as the ratio of the quantile beyond which values are doubted to the 75 % quantile says, so that so many
 * outliers change nothing; and nothing is rarer than it was seen to be, but for those that are forgiven, which may have been anomalies themselves.
 */
export const remainderTailsFor = ({
  freedom: believedFreedom,
  worth,
  least = 2,
  doubted,
  forgiven: share,
}: Belief): ((sizes: Sizes) => RemainderTail) => {
  const believed = ratioAt(believedFreedom, doubted);
  const tails = FREEDOMS.filter((freedom) => freedom >= least).map((freedom) => ({
    freedom,
    ratio: ratioAt(freedom, doubted),
    inner: studentAbove(0.125, freedom),
  }));
  const heaviest = tails[0] as (typeof tails)[number];
  return (sizes) => {
    const { count } = sizes;
    const innerSize = quantileOfSizes(sizes, 0.75);
    if (!(innerSize > 0)) return countedTail(sizes);
    const seen = quantileOfSizes(sizes, 1 - doubted) / innerSize;
    const ratio = (count * seen + worth * believed) / (count + worth);
    const { freedom, inner } = tails.findLast((each) => each.ratio >= ratio) ?? heaviest;
    const forgiven = 1 + Math.floor(share * count);
    const unit = innerSize / inner;
    return {
      pOf: (size) =>
        Math.min(1, Math.max(2 * studentTail(size / unit, freedom), (sizes.from(size) - forgiven) / (count + 2))),
      sizeAt: (p) =>
        Math.max(
          unit * studentAbove(p / 2, freedom),
          sizes.at(count - 1 - forgiven - Math.floor(p * (count + 2))) || 0,
        ),
    };
  };
};
