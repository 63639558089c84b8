import { quantileOfSorted, sortedValues } from '../../statistics/quantile.js';
import type { FeatureColumn } from '../examples.js';

const BINS = 20;

/** Rows of the whole that the share of a bin is drawn towards. */
const PRIOR_ROWS = 5;

const binsOf = (column: FeatureColumn, values: Float64Array): ((value: number) => number) => {
  if (column.kind === 'category') return (value) => (Number.isNaN(value) ? -1 : value);
  const sorted = sortedValues(values);
  const edges = Array.from({ length: BINS - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / BINS));
  return (value) => (Number.isNaN(value) ? -1 : edges.filter((edge) => value > edge).length);
};

/**
 * What a column alone says of each row: the share of ones in the row's bin (its category, or missing) among rows of other folds.
 * So it needs no direction, and what is told by being missing counts too.
 */
export const singleColumnScores = (
  column: FeatureColumn,
  values: Float64Array,
  labels: Float64Array,
  folds: Int32Array,
): Float64Array => {
  const bins = Array.from(values, binsOf(column, values));
  const sums = new Map<string, { ones: number; rows: number }>();
  const add = (key: string, label: number) => {
    const sum = sums.get(key) ?? { ones: 0, rows: 0 };
    sums.set(key, { ones: sum.ones + label, rows: sum.rows + 1 });
  };
  bins.forEach((bin, row) => {
    for (const key of ['all', `all|${folds[row]}`, `${bin}`, `${bin}|${folds[row]}`]) add(key, labels[row] as number);
  });
  const outside = (key: string, fold: number | undefined) => {
    const all = sums.get(key) ?? { ones: 0, rows: 0 };
    const within = sums.get(`${key}|${fold}`) ?? { ones: 0, rows: 0 };
    return { ones: all.ones - within.ones, rows: all.rows - within.rows };
  };
  return Float64Array.from(bins, (bin, row) => {
    const own = outside(`${bin}`, folds[row]);
    const all = outside('all', folds[row]);
    return (own.ones + PRIOR_ROWS * (all.ones / all.rows)) / (own.rows + PRIOR_ROWS);
  });
};
