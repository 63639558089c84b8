import { chain, type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { normalQuantile } from '../../statistics/normal.js';
import { answerBoosting, type BoostedTrees } from '../boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../boosting/settings.js';
import { trainBoosting } from '../boosting/train-boosting.js';
import type { CannotLearn } from '../cannot-learn.js';
import type { Examples, Features } from '../examples.js';
import { crossFit } from '../splits/cross-fit.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';

const FOLDS = 5;

/** Between counts of equal sizes and sizes alone: the variance of an amount is as its mean to this power. */
const POWER = 1.5;

export const amountSettings: BoostingSettings = {
  ...boostingDefaults,
  objective: { kind: 'tweedie', power: POWER },
  rounds: 200,
};

export type ExpectedAmounts = {
  readonly model: BoostedTrees;
  /** What makes the sum of predictions that of the amounts that came, over rows the model had not learned from. */
  readonly factor: number;
  /** Of the factor, relative to its square. */
  readonly factorVariance: number;
  /** The variance of an amount over its mean to the power. */
  readonly dispersion: number;
};

const sumOf = (rows: number, of: (row: number) => number): number => {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += of(row);
  return sum;
};

/** Rows of one group err together. */
const squaresByGroup = (errors: Float64Array, groups: Int32Array | undefined): number => {
  if (groups === undefined) return sumOf(errors.length, (row) => (errors[row] as number) ** 2);
  const sums = new Map<number, number>();
  errors.forEach((error, row) => {
    const group = groups[row] as number;
    sums.set(group, (sums.get(group) ?? 0) + error);
  });
  return [...sums.values()].reduce((sum, each) => sum + each * each, 0);
};

const balanced = (
  model: BoostedTrees,
  outOfFold: Float64Array,
  { labels, weights, groups }: Examples,
): ExpectedAmounts => {
  const rows = labels.length;
  const weight = (row: number): number => weights?.[row] ?? 1;
  const label = (row: number): number => labels[row] as number;
  const came = sumOf(rows, (row) => weight(row) * label(row));
  const factor = came / sumOf(rows, (row) => weight(row) * (outOfFold[row] as number));
  const expected = (row: number): number => factor * (outOfFold[row] as number);
  const errors = labels.map((each, row) => weight(row) * (each - expected(row)));
  return {
    model,
    factor,
    factorVariance: squaresByGroup(errors, groups) / came ** 2,
    dispersion:
      sumOf(rows, (row) => weight(row) * (label(row) - expected(row)) ** 2) /
      sumOf(rows, (row) => weight(row) * expected(row) ** POWER),
  };
};

/**
 * Learns amounts of which many may be zero so that they are right in sum: boosting of their mean itself (a compound of counts and
 * sizes, Jørgensen 1987), not of a logarithm, and a factor from folds that part no group for what is left of bias. Labels are
 * amounts of zero and above.
 */
export const trainExpectedAmounts = (
  examples: Examples,
  seed: number,
  settings: BoostingSettings = amountSettings,
): Either<CannotLearn, ExpectedAmounts> => {
  const train = (given: Examples) => trainBoosting(given, settings, seed);
  const folds = stratifiedFolds(examples.labels, examples.groups, FOLDS, seed);
  return pipe(
    train(examples),
    chain((model) =>
      pipe(
        crossFit(train, answerBoosting, examples, folds),
        map((outOfFold) => balanced(model, outOfFold, examples)),
      ),
    ),
  );
};

/** One a row. The columns must be the model's (`alignFeatures`). */
export const expectedAmounts = ({ model, factor }: ExpectedAmounts, features: Features): Float64Array =>
  answerBoosting(model, features).map((each) => factor * each);

export type Total = { readonly total: number; readonly low: number; readonly high: number };

/**
 * The sum of expected amounts, and an interval that the sum of what comes is in with probability `level`: by how each amount
 * scatters and by what is not known of the factor, as a gamma distribution (Wilson and Hilferty 1931).
 */
export const totalAmount = (
  { dispersion, factorVariance }: ExpectedAmounts,
  expected: Float64Array,
  level: number,
): Total => {
  const total = expected.reduce((sum, each) => sum + each, 0);
  const scatter = dispersion * expected.reduce((sum, each) => sum + each ** POWER, 0);
  const ninth = (scatter / total ** 2 + factorVariance) / 9;
  const end = (p: number): number => total * Math.max(0, 1 - ninth + normalQuantile(p) * Math.sqrt(ninth)) ** 3;
  return total > 0 ? { total, low: end((1 - level) / 2), high: end((1 + level) / 2) } : { total: 0, low: 0, high: 0 };
};
