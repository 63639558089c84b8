import { pathSteps } from '../datasets/account-rows.js';
import { takeExamples } from '../learning/examples.js';
import { placesWhere } from '../learning/splits/places.js';
import { stratifiedFolds } from '../learning/splits/stratified-folds.js';
import type { ActionTaken, TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS, PAST_WEEKS } from './weeks.js';

/** Rows of a row-major array. */
const takeRows = (values: Float64Array, width: number, places: Int32Array): Float64Array => {
  const taken = new Float64Array(places.length * width);
  places.forEach((row, i) => {
    taken.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return taken;
};

/** The examples at the given places, in their order. */
export const takeTrajectories = (examples: TrajectoryExamples, places: Int32Array): TrajectoryExamples => {
  const { features, keys, days, groups, past, path, leaves, actions, position } = examples;
  const taken = ({ applies, done }: ActionTaken): ActionTaken => ({
    applies: takeRows(applies, 1, places),
    done: takeRows(done, 1, places),
  });
  return {
    features: takeExamples({ features, labels: leaves }, places).features,
    keys: Array.from(places, (row) => keys[row] as TrajectoryExamples['keys'][number]),
    days: Int32Array.from(places, (row) => days[row] as number),
    groups: Int32Array.from(places, (row) => groups[row] as number),
    past: takeRows(past, PAST_WEEKS, places),
    path: takeRows(path, AHEAD_WEEKS, places),
    leaves: takeRows(leaves, 1, places),
    actions: Object.fromEntries(Object.entries(actions).map(([name, each]) => [name, taken(each)])),
    position,
  };
};

/** Scores of a day from `cut` on had not come yet. */
const asKnownBefore = (examples: TrajectoryExamples, cut: number): TrajectoryExamples => ({
  ...examples,
  path: examples.path.map((score, at) => {
    const row = Math.floor(at / AHEAD_WEEKS);
    const step = pathSteps[at % AHEAD_WEEKS] as number;
    return (examples.days[row] as number) + step < cut ? score : Number.NaN;
  }),
});

const FOLDS = 4;
/** Of the days, those before are learned from. */
const EARLIER = 0.6;

/**
 * What would have been learned from three quarters of the accounts on a day in the past, and the rows of the other accounts from that day on
 * to judge it by.
 */
export const heldOut = (
  examples: TrajectoryExamples,
  seed: number,
): { readonly learned: TrajectoryExamples; readonly judged: TrajectoryExamples } => {
  const { days, groups } = examples;
  const folds = stratifiedFolds(new Float64Array(days.length), groups, FOLDS, seed);
  const first = days.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const last = days.reduce((most, day) => Math.max(most, day), 0);
  const cut = Math.floor(first + EARLIER * (last - first));
  const rows = Int32Array.from(days.keys());
  const earlier = placesWhere(rows, (row) => (days[row] as number) < cut && folds[row] !== 0);
  return {
    learned: asKnownBefore(takeTrajectories(examples, earlier), cut),
    judged: takeTrajectories(
      examples,
      placesWhere(rows, (row) => (days[row] as number) >= cut && folds[row] === 0),
    ),
  };
};
