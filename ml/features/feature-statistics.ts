import type { FeatureRow, FeatureStatistics } from '../../application/ports/feature-store.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { momentsOf } from '../statistics/moments.js';
import { quantileOfSorted, sortedValues } from '../statistics/quantile.js';
import type { FeatureSet } from './feature-set.js';

const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
const MOST_CATEGORIES = 20;

const frequent = (texts: ReadonlyArray<string>): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries(
    [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_CATEGORIES),
  );
};

/** How each column spreads over rows of one day. */
export const featureStatistics = (
  { features }: FeatureSet,
  rows: ReadonlyArray<FeatureRow>,
  day: CalendarDate,
): ReadonlyArray<FeatureStatistics> =>
  features.map(({ column, definition: { kind } }, i) => {
    const values = rows.map((row) => row.values[i] ?? null);
    const numbers = Float64Array.from(values.filter((value) => typeof value === 'number'));
    const texts = values.filter((value) => typeof value === 'string');
    const missing = values.length - numbers.length - texts.length;
    const said = { column, day, count: values.length, missing };
    if (kind === 'category') return { ...said, mean: null, sd: null, quantiles: null, categories: frequent(texts) };
    if (numbers.length === 0) return { ...said, mean: null, sd: null, quantiles: null, categories: null };
    const { mean, variance } = momentsOf(numbers);
    const sorted = sortedValues(numbers);
    const quantiles = SHARES.map((share) => quantileOfSorted(sorted, share));
    return { ...said, mean, sd: Number.isNaN(variance) ? null : Math.sqrt(variance), quantiles, categories: null };
  });
