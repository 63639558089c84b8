import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { answerBoosting, type BoostedTrees } from '../boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../boosting/settings.js';
import { trainBoosting } from '../boosting/train-boosting.js';
import type { CannotLearn } from '../cannot-learn.js';
import { conformalMargin, excesses } from '../conformal/conformal-margin.js';
import type { Examples, Features } from '../examples.js';
import { crossFit } from '../splits/cross-fit.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';

const FOLDS = 5;

export const intervalSettings: BoostingSettings = { ...boostingDefaults, rounds: 200, rate: 0.05 };

export type AmountIntervals = {
  readonly low: BoostedTrees;
  readonly high: BoostedTrees;
  /** By how much both ends lie further out than the trees say. */
  readonly margin: number;
};

/**
 * Learns intervals that hold the amount of a new row with probability `level`: two quantiles by boosting, and the margin by which
 * they fell short on rows of folds that had not been learned from, none of which parts a group. Romano, Patterson and Candès 2019,
 * cross-fitted. Refused where there are too few rows, or groups, to tell.
 */
export const trainAmountIntervals = (
  examples: Examples,
  level: number,
  seed: number,
  settings: BoostingSettings = intervalSettings,
): Either<CannotLearn, AmountIntervals> => {
  const folds = stratifiedFolds(examples.labels, examples.groups, FOLDS, seed);
  const ofQuantile = (p: number) => {
    const train = (given: Examples) =>
      trainBoosting(given, { ...settings, objective: { kind: 'quantile', level: p } }, seed);
    return { model: train(examples), outOfFold: crossFit(train, answerBoosting, examples, folds) };
  };
  const low = ofQuantile((1 - level) / 2);
  const high = ofQuantile((1 + level) / 2);
  if (isLeft(low.model)) return low.model;
  if (isLeft(high.model)) return high.model;
  if (isLeft(low.outOfFold)) return low.outOfFold;
  if (isLeft(high.outOfFold)) return high.outOfFold;
  const excess = excesses(low.outOfFold.right, high.outOfFold.right, examples.labels);
  const margin = conformalMargin(excess, level, examples.groups);
  if (margin === Number.POSITIVE_INFINITY) {
    const given = new Set(examples.groups ?? examples.labels.keys()).size;
    return left({ _tag: 'TooFewRows', needed: Math.ceil(level / (1 - level) - 1e-9), given });
  }
  return right({ low: low.model.right, high: high.model.right, margin });
};

/** The ends of the interval of each row, neither beyond the other. The columns must be the models' (`alignFeatures`). */
export const amountIntervals = (
  { low, high, margin }: AmountIntervals,
  features: Features,
): { readonly low: Float64Array; readonly high: Float64Array } => {
  const below = answerBoosting(low, features).map((each) => each - margin);
  const above = answerBoosting(high, features).map((each) => each + margin);
  return {
    low: below.map((each, row) => Math.min(each, above[row] as number)),
    high: above.map((each, row) => Math.max(each, below[row] as number)),
  };
};
