import * as E from 'fp-ts/lib/Either.js';
import { isLeft } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { logistic } from '../boosting/logistic.js';
import { chooseCalibrator } from '../calibration/choose-calibrator.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import { vennAbers } from '../conformal/venn-abers.js';
import type { Examples } from '../examples.js';
import { crossFit } from '../splits/cross-fit.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';
import { unwatched, type Watch } from '../watch.js';
import type { Ensemble } from './ensemble.js';
import { type Member, memberLogOdds } from './member.js';
import type { Recipe } from './recipes.js';
import { stackedLogOdds, stackWeights } from './stack-weights.js';

const FOLDS = 5;

/** With fewer, the rows of four folds are too few for a member. */
const LEAST_ROWS = 50;

export type TrainedEnsemble = {
  readonly ensemble: Ensemble;
  /** Of each row, by models, weights and a calibrator that had not seen it: what to choose thresholds by, and to judge. */
  readonly crossFitted: {
    readonly folds: Int32Array;
    readonly logOdds: Float64Array;
    readonly probabilities: Float64Array;
  };
};

const stackCrossFitted = (
  logOdds: ReadonlyArray<Float64Array>,
  { labels, weights }: Examples,
  folds: Int32Array,
): Float64Array | undefined => {
  const stacked = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const outside = (_: number, row: number) => folds[row] !== fold;
    const stack = stackWeights(
      logOdds.map((member) => member.filter(outside)),
      labels.filter(outside),
      weights?.filter(outside),
    );
    if (stack === undefined) return undefined;
    const all = stackedLogOdds(stack, logOdds);
    folds.forEach((own, row) => {
      if (own === fold) stacked[row] = all[row] as number;
    });
  }
  return stacked;
};

const learn = (
  examples: Examples,
  recipes: ReadonlyArray<Recipe>,
  seed: number,
  watch: Watch,
): E.Either<CannotLearn, TrainedEnsemble> => {
  const { features, labels, weights, groups } = examples;
  const folds = stratifiedFolds(labels, groups, FOLDS, seed);
  const members: Array<Member> = [];
  const logOdds: Array<Float64Array> = [];
  const fits = recipes.length * (FOLDS + 1);
  let done = 0;
  for (const recipe of recipes) {
    const train = (given: Examples): E.Either<CannotLearn, Member> => {
      if (watch.isCancelled()) return E.left({ _tag: 'Interrupted', reason: 'cancelled' });
      const member = recipe.train(given, seed);
      done += 1;
      watch.round(done, fits);
      return member;
    };
    const outOfFold = crossFit(train, memberLogOdds, examples, folds);
    if (isLeft(outOfFold)) return outOfFold;
    const member = train(examples);
    if (isLeft(member)) return member;
    logOdds.push(outOfFold.right);
    members.push(member.right);
  }
  const stack = stackWeights(logOdds, labels, weights);
  const stacked = stackCrossFitted(logOdds, examples, folds);
  if (stack === undefined || stacked === undefined) return E.left({ _tag: 'OneClassOnly', label: labels[0] as number });
  const { calibrator, crossFitted } = chooseCalibrator(stacked, labels, folds);
  return E.right({
    ensemble: { columns: features.columns, members, stack, calibrator, intervals: vennAbers(stacked, labels) },
    crossFitted: { folds, logOdds: stacked, probabilities: crossFitted },
  });
};

/**
 * Trains a member by each recipe on all examples, and weighs them by how they predict rows of folds that they had not learned
 * from (Wolpert 1992), none of which parts a group. Labels are 0 and 1. The same examples, recipes and seed give the same
 * ensemble, bit by bit.
 */
export const trainEnsemble = (
  examples: Examples,
  recipes: ReadonlyArray<Recipe>,
  seed: number,
  watch: Watch = unwatched,
): E.Either<CannotLearn, TrainedEnsemble> =>
  pipe(
    checkExamples(examples, logistic.allows, true),
    E.filterOrElse(
      ({ features }) => features.rows >= LEAST_ROWS,
      ({ features }): CannotLearn => ({ _tag: 'TooFewRows', needed: LEAST_ROWS, given: features.rows }),
    ),
    E.chain(() => learn(examples, recipes, seed, watch)),
  );
