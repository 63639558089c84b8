import { type GapSizes, gapQuantile, withGap } from './gap-sizes.js';
import { gapTo, type SeenValues, withSeen } from './seen-values.js';

/** One number by which a moment of a series is described, and what that number has been until now. */
export type Trait = {
  readonly seen: SeenValues;
  /** The latest, which share values of the series with the one to come, and so would be near it in any case. */
  readonly waiting: ReadonlyArray<number>;
  readonly gaps: GapSizes;
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
};

export const unknownTrait: Trait = { seen: [], waiting: [], gaps: [], count: 0, mean: 0, squares: 0 };

const SEEN_AT_LEAST = 30;
const GAPS_AT_LEAST = 50;
const USUAL = 0.99;
/** Of a standard deviation: what is nearer than this is never new. */
const FLOOR = 0.02;

/** The gap to the nearest value met so far over the largest usual gap: 1 is about the newest of a hundred. */
const noveltyOf = ({ gaps, count, squares }: Trait, gap: number): number => {
  const usual = gapQuantile(gaps, USUAL) + FLOOR * Math.sqrt(squares / count);
  return gap === 0 ? 0 : gap / usual;
};

/** How new a value of the trait is, 0 while too little is known, and the trait after it. `overlap` is how many values share some of the series. */
export const observeTrait = (trait: Trait, value: number, overlap: number): readonly [Trait, number] => {
  const gap = trait.seen.length === 0 || trait.count < SEEN_AT_LEAST + overlap ? undefined : gapTo(trait.seen, value);
  const known = trait.gaps.reduce((sum, [, count]) => sum + count, 0) >= GAPS_AT_LEAST;
  const [oldest, ...others] = [...trait.waiting, value];
  const full = trait.waiting.length + 1 >= overlap;
  const distance = value - trait.mean;
  const count = trait.count + 1;
  const mean = trait.mean + distance / count;
  return [
    {
      seen: full ? withSeen(trait.seen, oldest as number) : trait.seen,
      waiting: full ? others : [...trait.waiting, value],
      gaps: gap === undefined ? trait.gaps : withGap(trait.gaps, gap),
      count,
      mean,
      squares: trait.squares + distance * (value - mean),
    },
    gap === undefined || !known ? 0 : noveltyOf(trait, gap),
  ];
};
