import * as E from 'fp-ts/lib/Either.js';
import type { Features } from '../examples.js';
import { predictLinear } from '../linear/linear-model.js';
import { trainLogistic } from '../linear/train-logistic.js';
import { trainRidge } from '../linear/train-ridge.js';
import { sigmoid } from '../logit.js';
import { crossFit } from '../splits/cross-fit.js';
import { placesWhere } from '../splits/places.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';
import { clusteredMean, type Estimate } from './clustered-mean.js';

/** Who was treated (1) and who was not (0), what was known of each beforehand, and what came of it. */
export type Treated = {
  readonly features: Features;
  readonly treated: Float64Array;
  readonly outcome: Float64Array;
  /** Rows of one group are not independent of each other. */
  readonly groups: Int32Array;
};

/** `cases` of `groups` were treated, and can be compared. */
export type TreatmentEffect = Estimate & { readonly cases: number; readonly groups: number };

export type NotEnoughEvidence = {
  readonly _tag: 'NotEnoughEvidence';
  readonly reason: 'too few treated' | 'too few untreated' | 'treated and untreated are not alike' | 'not estimable';
  readonly cases: number;
};

const FOLDS = 5;
const LEAST_CASES = 30;
const LEAST_GROUPS = 15;
/** Who was treated, or left alone, more surely than this has nobody to be compared with. Crump, Hotz, Imbens and Mitnik 2009. */
const LEAST_CHANCE = 0.05;
/** Of those treated who must be left to compare. */
const LEAST_ALIKE = 0.5;

const groupsAmong = (groups: Int32Array, rows: Int32Array): number =>
  new Set(rows.map((row) => groups[row] as number)).size;

/**
 * By how much the outcome of those who are alike differs for the treatment, with a 95 % interval that takes rows of a group together.
 * Doubly robust: right where either the chance of being treated, or the outcome, follows from the features as the linear learners see
 * it; both are told by folds that part no group. Robins, Rotnitzky and Zhao 1994; Chernozhukov et al. 2018. What decided on the
 * treatment and is not among the features stays in the answer.
 */
export const treatmentEffect = (
  { features, treated, outcome, groups }: Treated,
  seed: number,
): E.Either<NotEnoughEvidence, TreatmentEffect> => {
  const places = Int32Array.from(treated.keys());
  const rowsOf = (arm: number) => places.filter((row) => treated[row] === arm);
  const cases = rowsOf(1).length;
  const none = (reason: NotEnoughEvidence['reason']) => E.left({ _tag: 'NotEnoughEvidence' as const, reason, cases });
  const isFew = (rows: Int32Array) => rows.length < LEAST_CASES || groupsAmong(groups, rows) < LEAST_GROUPS;
  if (isFew(rowsOf(1))) return none('too few treated');
  if (isFew(rowsOf(0))) return none('too few untreated');

  const folds = stratifiedFolds(treated, groups, FOLDS, seed);
  const chances = crossFit(
    (examples) => trainLogistic(examples, seed),
    predictLinear,
    { features, labels: treated, groups },
    folds,
  );
  const expectedIn = (weights: Float64Array) =>
    crossFit(
      (examples) => trainRidge(examples, seed),
      predictLinear,
      { features, labels: outcome, weights, groups },
      folds,
    );
  const withIt = expectedIn(treated);
  const without = expectedIn(treated.map((each) => 1 - each));
  if (E.isLeft(chances) || E.isLeft(withIt) || E.isLeft(without)) return none('not estimable');

  const chance = chances.right.map(sigmoid);
  const alike = placesWhere(places, (row) => Math.abs((chance[row] as number) - 0.5) <= 0.5 - LEAST_CHANCE);
  const alikeIn = (arm: number) => alike.filter((row) => treated[row] === arm);
  const compared = alikeIn(1);
  if (compared.length < LEAST_ALIKE * cases || isFew(compared) || isFew(alikeIn(0)))
    return none('treated and untreated are not alike');

  const gains = Float64Array.from(alike, (row) => {
    const [one, zero] = [withIt.right[row] as number, without.right[row] as number];
    const [p, y] = [chance[row] as number, outcome[row] as number];
    return one - zero + (treated[row] === 1 ? (y - one) / p : (zero - y) / (1 - p));
  });
  const estimate = clusteredMean(
    gains,
    Int32Array.from(alike, (row) => groups[row] as number),
  );
  return E.right({ ...estimate, cases: compared.length, groups: groupsAmong(groups, compared) });
};
