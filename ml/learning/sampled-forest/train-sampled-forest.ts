import { chain, type Either, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { RandomForestRegression } from 'ml-random-forest';
import { logistic } from '../boosting/logistic.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import { type Examples, takeExamples } from '../examples.js';
import type { Forest } from '../forest/forest.js';
import { placesWhere } from '../splits/places.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';
import { cartColumns } from './cart-columns.js';
import { type CartNode, treesOfCarts } from './cart-trees.js';

/** Its time rises with the square of the rows. */
const MOST_ROWS = 250;
const TREES = 24;
const COLUMN_SHARE = 0.4;
const LEAST_ROWS = 8;

type Grown = {
  readonly baseModel: {
    readonly indexes: ReadonlyArray<ReadonlyArray<number>>;
    readonly estimators: ReadonlyArray<{ readonly root: CartNode }>;
  };
};

/** As many of either class as there are among all, as nearly as may be. */
const sampleOf = (examples: Examples, seed: number): Examples => {
  const parts = Math.ceil(examples.features.rows / MOST_ROWS);
  const folds = stratifiedFolds(examples.labels, undefined, parts, seed);
  return takeExamples(
    examples,
    placesWhere(folds, (fold) => fold === 0),
  );
};

const grow = (examples: Examples, seed: number): Either<CannotLearn, Forest> => {
  const columns = cartColumns(examples);
  if (columns.length === 0) return left({ _tag: 'NothingVaries' });
  const forest = new RandomForestRegression({
    nEstimators: TREES,
    maxFeatures: Math.max(1, Math.round(COLUMN_SHARE * columns.length)),
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    seed: seed % 0x7fff_ffff,
    // Its trees would leave out splits after which no error is left.
    treeOptions: { minNumSamples: LEAST_ROWS, gainThreshold: -1 },
  });
  forest.train(
    Array.from(examples.labels, (_, row) => columns.map(({ values }) => -(values[row] as number))),
    Array.from(examples.labels),
  );
  const { baseModel }: Grown = JSON.parse(JSON.stringify(forest.toJSON()));
  const carts = baseModel.estimators.map(({ root }, tree) => ({
    root,
    columns: (baseModel.indexes[tree] ?? []).flatMap((place) => columns[place] ?? []),
  }));
  return right({ columns: examples.features.columns, trees: treesOfCarts(carts, examples.features) });
};

/**
 * A forest of `ml-random-forest` on a stratified sample of at most 250 rows, weights left out. Labels are 0 and 1. Another view
 * of the rows than that of our own forest: trees choose among columns drawn once for each, missing values count as the median,
 * categories as the share of ones among their rows.
 */
export const trainSampledForest = (examples: Examples, seed: number): Either<CannotLearn, Forest> =>
  pipe(
    checkExamples(examples, logistic.allows, true),
    chain(() => grow(sampleOf(examples, seed), seed)),
  );
