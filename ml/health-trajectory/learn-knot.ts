import * as E from 'fp-ts/lib/Either.js';
import { predictBoosting } from '../learning/boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../learning/boosting/settings.js';
import { trainBoosting } from '../learning/boosting/train-boosting.js';
import type { CannotLearn } from '../learning/cannot-learn.js';
import { type Examples, takeExamples } from '../learning/examples.js';
import { crossFit } from '../learning/splits/cross-fit.js';
import { stratifiedFolds } from '../learning/splits/stratified-folds.js';
import type { Watch } from '../learning/watch.js';
import type { Knot } from './path-model.js';
import { rollingPredictions } from './rolling-changes.js';

const pathSettings: BoostingSettings = {
  ...boostingDefaults,
  objective: { kind: 'squared' },
  ...{ rounds: 120, rate: 0.05, leaves: 8, leastRows: 20, l2: 5, rowShare: 0.7, columnShare: 0.5 },
};
const spreadSettings: BoostingSettings = { ...pathSettings, rounds: 60, leaves: 4, leastRows: 40 };

const FOLDS = 3;
/** A horizon of which fewer rows tell is left out. */
const LEAST_ROWS = 60;

type Grouped = Examples & { readonly groups: Int32Array };

/** What was learned of one horizon, and what was foretold of each row by those who had not seen it. */
export type Learned = { readonly knot: Knot; readonly changes: Float64Array; readonly spreads: Float64Array };

/** The share of what is foretold that leaves the least squares, from none to all. */
const shareOf = (foretold: Float64Array, came: Float64Array): number => {
  let products = 0;
  let squares = 0;
  foretold.forEach((told, row) => {
    products += told * (came[row] as number) || 0;
    squares += Number.isNaN(came[row]) ? 0 : told * told || 0;
  });
  return squares === 0 ? 0 : Math.min(1, Math.max(0, products / squares));
};

export const learnKnot = (
  examples: Grouped,
  days: Int32Array,
  week: number,
  seed: number,
  watch: Watch,
): E.Either<CannotLearn, Learned> => {
  const { features, labels, groups } = examples;
  const rows = Int32Array.from(labels.keys());
  const told = rows.filter((row) => !Number.isNaN(labels[row]));
  const foretold = rollingPredictions(examples, days, 7 * week, pathSettings, seed);
  const share = shareOf(foretold, labels);
  const changes = foretold.map((change) => share * change);
  const change = trainBoosting(takeExamples(examples, told), pathSettings, seed, { ...watch, round: () => undefined });
  if (E.isLeft(change)) return change;
  const off = labels.map((label, row) => Math.abs(label - (changes[row] as number)));
  const graded = rows.filter((row) => !Number.isNaN(off[row]));
  if (graded.length < LEAST_ROWS) return E.left({ _tag: 'TooFewRows', needed: LEAST_ROWS, given: graded.length });
  const learnSpread = (given: Examples) => trainBoosting(given, spreadSettings, seed);
  const ofOff = takeExamples({ features, labels: off, groups }, graded);
  const spread = learnSpread(ofOff);
  const folds = stratifiedFolds(new Float64Array(graded.length), ofOff.groups, FOLDS, seed);
  const unseen = crossFit(learnSpread, predictBoosting, ofOff, folds);
  if (E.isLeft(spread)) return spread;
  if (E.isLeft(unseen)) return unseen;
  const spreads = predictBoosting(spread.right, features);
  graded.forEach((row, i) => {
    spreads[row] = unseen.right[i] as number;
  });
  return E.right({ knot: { week, change: change.right, share, spread: spread.right }, changes, spreads });
};
