import type { Dataset } from '../../ml/datasets/dataset.js';
import { heldFrom, knownPlaces, splitInTime } from '../../ml/training/split-examples.js';

export type HeldOut = {
  /** The data set as it could have been told on the first day that is held out: labels that were not certain by then are missing. */
  readonly past: Dataset;
  /** Places of the rows held out whose outcomes within 90 days are known. */
  readonly rows: Int32Array;
};

const DECIDING_DAYS = 90;

/** Holds out the last quarter of the days, with all that is told of them. */
export const holdOutLastDays = (dataset: Dataset): HeldOut => {
  const from = heldFrom(dataset.days, knownPlaces(dataset.leaves[DECIDING_DAYS]));
  const before = (labels: Float64Array, days: number): Float64Array => {
    const places = new Set(splitInTime(dataset.days, labels, days, from).before);
    return labels.map((label, row) => (places.has(row) ? label : Number.NaN));
  };
  const grown = (days: 30 | 90 | 365) => {
    const { grew, amount, won, seats } = dataset.expansions[days];
    const cut = (labels: Float64Array) => before(labels, days);
    return { grew: cut(grew), amount: cut(amount), won: cut(won), seats: cut(seats) };
  };
  return {
    past: {
      ...dataset,
      leaves: {
        30: before(dataset.leaves[30], 30),
        90: before(dataset.leaves[90], 90),
        180: before(dataset.leaves[180], 180),
      },
      expansions: { 30: grown(30), 90: grown(90), 365: grown(365) },
    },
    rows: splitInTime(dataset.days, dataset.leaves[DECIDING_DAYS], DECIDING_DAYS, from).after,
  };
};
