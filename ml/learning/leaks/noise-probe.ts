import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { uniformOf } from '../../statistics/random.js';
import { predictBoosting } from '../boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../boosting/settings.js';
import { trainBoosting } from '../boosting/train-boosting.js';
import type { CannotLearn } from '../cannot-learn.js';
import type { Examples } from '../examples.js';
import { type AreaUnderCurve, areaUnderCurve } from '../metrics/area-under-curve.js';
import { crossFit } from '../splits/cross-fit.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';

const FOLDS = 5;
const settings: BoostingSettings = { ...boostingDefaults, rounds: 40, rate: 0.1, columnShare: 0.5 };

/** Half of the rows by chance, whatever was seen of them. */
const drawnLabels = (rows: number, seed: number): Float64Array => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length: rows }, () => (uniform() < 0.5 ? 1 : 0));
};

/**
 * How well labels that were drawn by chance are told apart, cross-validated as the true ones are. A half, within its error: what
 * is above it is no knowledge, but a way by which labels of the rows held back reach what is learned.
 */
export const noiseProbe = (
  { features, groups }: Pick<Examples, 'features' | 'groups'>,
  seed: number,
): Either<CannotLearn, AreaUnderCurve> => {
  const labels = drawnLabels(features.rows, seed);
  const examples = { features, labels, ...(groups && { groups }) };
  const folds = stratifiedFolds(labels, groups, FOLDS, seed);
  return pipe(
    crossFit((others) => trainBoosting(others, settings, seed), predictBoosting, examples, folds),
    map((logOdds) => areaUnderCurve(logOdds, labels)),
  );
};
