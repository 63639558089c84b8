import * as t from 'io-ts';
import { type BoostedTrees, predictBoosting } from '../learning/boosting/boosted-trees.js';
import type { FeatureColumn, Features } from '../learning/examples.js';
import { boostedTreesCodec, columnsCodec, float64s } from '../learning/model-file/codecs.js';
import { throughKnots } from './weeks.js';

/** By how much a score changes in so many weeks, a `share` of what its trees say, and how far it is usually off by then. */
export type Knot = {
  readonly week: number;
  readonly change: BoostedTrees;
  readonly share: number;
  readonly spread: BoostedTrees;
};

/** How many spreads below and above the path each week's interval reaches; infinite where too few accounts told. */
export type Margins = { readonly below: Float64Array; readonly above: Float64Array };

export type PathModel = {
  /** Of the features, without what the past of the score itself says. */
  readonly columns: ReadonlyArray<FeatureColumn>;
  readonly knots: ReadonlyArray<Knot>;
  readonly of80: Margins;
  readonly of95: Margins;
  /** How paths of the past went beside what was foretold of them, in spreads; row-major, a column a week. Made into paths of today, they tell what may come. */
  readonly deviations: Float64Array;
};

const knotCodec: t.Type<Knot> = t.type({
  ...{ week: t.number, change: boostedTreesCodec, share: t.number, spread: boostedTreesCodec },
});
const marginsCodec: t.Type<Margins> = t.type({ below: float64s, above: float64s });

export const pathModelCodec: t.Type<PathModel> = t.type({
  columns: columnsCodec,
  knots: t.readonlyArray(knotCodec),
  of80: marginsCodec,
  of95: marginsCodec,
  deviations: float64s,
});

/** No path is as sure as this many points. */
const LEAST_SPREAD = 0.25;

/** Of each row, what is said of each week up to the last knot: of its change, or of its spread. Features with `withOwnPast`, in the model's columns. */
export const alongWeeks = (
  knots: ReadonlyArray<Knot>,
  of: 'change' | 'spread',
  features: Features,
): ReadonlyArray<Float64Array> => {
  const told = knots.map((knot) => {
    const share = of === 'change' ? knot.share : 1;
    return predictBoosting(knot[of], features).map((value) => share * value);
  });
  return Array.from({ length: features.rows }, (_, row) =>
    throughKnots(
      knots.map(({ week }) => week),
      told.map((each) => each[row] as number),
    ),
  );
};

/** Spreads grow from nothing today, but never fall below `LEAST_SPREAD`. */
export const asSpread = (values: Float64Array): Float64Array => values.map((value) => Math.max(LEAST_SPREAD, value));
