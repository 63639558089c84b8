import { isRight } from 'fp-ts/lib/Either.js';
import { predictBoosting } from '../learning/boosting/boosted-trees.js';
import type { BoostingSettings } from '../learning/boosting/settings.js';
import { trainBoosting } from '../learning/boosting/train-boosting.js';
import { type Examples, takeExamples } from '../learning/examples.js';
import { stratifiedFolds } from '../learning/splits/stratified-folds.js';
import { timeOrderedSplits } from '../learning/splits/time-ordered-splits.js';

const SPLITS = 3;
const FOLDS = 4;

/**
 * What is foretold of each row by models that had seen neither its account nor anything of its time: learned from other accounts,
 * with outcomes that were all there before its stretch of days begins. NaN where nothing could be learned before.
 * @param days of which each row is
 * @param ahead how many days labels look ahead
 */
export const rollingPredictions = (
  examples: Examples & { readonly groups: Int32Array },
  days: Int32Array,
  ahead: number,
  settings: BoostingSettings,
  seed: number,
): Float64Array => {
  const { labels, groups } = examples;
  const predicted = new Float64Array(labels.length).fill(Number.NaN);
  const folds = stratifiedFolds(new Float64Array(labels.length), groups, FOLDS, seed);
  for (const { train, validate } of timeOrderedSplits(days, { splits: SPLITS, embargo: ahead })) {
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const learned = trainBoosting(
        takeExamples(
          examples,
          train.filter((row) => folds[row] !== fold && !Number.isNaN(labels[row])),
        ),
        settings,
        seed,
      );
      if (!isRight(learned)) continue;
      const places = validate.filter((row) => folds[row] === fold);
      const told = predictBoosting(learned.right, takeExamples(examples, places).features);
      places.forEach((row, i) => {
        predicted[row] = told[i] as number;
      });
    }
  }
  return predicted;
};
