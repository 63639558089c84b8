import * as E from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../cannot-learn.js';
import { type Examples, takeExamples } from '../examples.js';
import { placesWhere } from '../splits/places.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';
import { leafOf } from '../trees/descend.js';
import type { BoostedTrees } from './boosted-trees.js';
import { objectiveOf } from './objective-of.js';
import type { BoostingSettings } from './settings.js';
import { trainBoosting } from './train-boosting.js';

const FOLDS = 3;

/** Adds to `losses` what the examples lose by as many trees of the model as the place says, and one. */
const addLosses = (
  { start, trees, objective }: BoostedTrees,
  { features, labels, weights }: Examples,
  losses: Float64Array,
): void => {
  const { loss } = objectiveOf(objective);
  const width = features.columns.length;
  for (let row = 0; row < features.rows; row += 1) {
    let raw = start;
    for (let tree = 0; tree < losses.length; tree += 1) {
      raw += trees.numbers[leafOf(trees, trees.roots[tree] as number, features.values, row * width)] as number;
      losses[tree] = (losses[tree] as number) + (weights?.[row] ?? 1) * loss(labels[row] as number, raw);
    }
  }
};

/** Of rows told by trees that were grown without them: the loss after each round. */
const heldOutLosses = (
  examples: Examples,
  settings: BoostingSettings,
  folds: Int32Array,
  seed: number,
): E.Either<CannotLearn, Float64Array> => {
  const losses = new Float64Array(settings.rounds);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = takeExamples(
      examples,
      placesWhere(folds, (each) => each !== fold),
    );
    const model = trainBoosting(others, settings, seed);
    if (E.isLeft(model)) return model;
    const held = takeExamples(
      examples,
      placesWhere(folds, (each) => each === fold),
    );
    addLosses(model.right, held, losses);
  }
  return E.right(losses);
};

/**
 * The candidate, and how many of its rounds, by which rows that were put aside are told best, over folds in which each row is put aside once.
 * @param candidates settings to choose from, without stopping
 */
export const chooseSettings = (
  examples: Examples,
  candidates: ReadonlyArray<BoostingSettings>,
  seed: number,
): E.Either<CannotLearn, BoostingSettings> => {
  const folds = stratifiedFolds(examples.labels, examples.groups, FOLDS, seed);
  let chosen: BoostingSettings | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { stopping: _, ...candidate } of candidates) {
    const losses = heldOutLosses(examples, candidate, folds, seed);
    if (E.isLeft(losses)) return losses;
    losses.right.forEach((loss, round) => {
      if (loss >= least) return;
      least = loss;
      chosen = { ...candidate, rounds: round + 1 };
    });
  }
  return chosen === undefined
    ? E.left({ _tag: 'BadSetting', setting: 'candidates', given: candidates.length })
    : E.right(chosen);
};
