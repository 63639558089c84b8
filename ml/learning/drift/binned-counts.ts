import { quantileOfSorted, sortedValues } from '../../statistics/quantile.js';
import type { FeatureColumn } from '../examples.js';

const MOST_BINS = 10;

/** Of the smaller sample, for each bin, so that counts are near enough to normal. */
const ROWS_A_BIN = 20;

const edgesOf = (reference: Float64Array, current: Float64Array): Float64Array => {
  const bins = Math.min(MOST_BINS, Math.max(2, Math.floor(Math.min(reference.length, current.length) / ROWS_A_BIN)));
  const sorted = sortedValues(reference);
  const edges = Array.from({ length: bins - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / bins));
  return Float64Array.from(new Set(edges));
};

const countsOf = (values: Float64Array, bins: number, binOf: (value: number) => number): Float64Array => {
  const counts = new Float64Array(bins + 1);
  for (const value of values) {
    const bin = Number.isNaN(value) ? bins : binOf(value);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
};

export type BinnedCounts = { readonly reference: Float64Array; readonly current: Float64Array };

/** How many values are in each bin: parts of the reference of equal count, or categories; the last is for what is missing. */
export const binnedCounts = (column: FeatureColumn, reference: Float64Array, current: Float64Array): BinnedCounts => {
  if (column.kind === 'category') {
    const bins = column.categories.length;
    const binOf = (value: number) => (value >= 0 && value < bins ? value : bins);
    return { reference: countsOf(reference, bins, binOf), current: countsOf(current, bins, binOf) };
  }
  const edges = edgesOf(reference, current);
  const binOf = (value: number) => {
    const bin = edges.findIndex((edge) => value <= edge);
    return bin === -1 ? edges.length : bin;
  };
  const bins = edges.length + 1;
  return { reference: countsOf(reference, bins, binOf), current: countsOf(current, bins, binOf) };
};
