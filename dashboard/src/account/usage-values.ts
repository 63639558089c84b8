import type { TrendSeries } from '../api/types.js';
import { everyStep } from '../days.js';

/** `step`: days from one point to the next. */
export type UsageTrend = {
  readonly byFeature: ReadonlyArray<TrendSeries>;
  readonly people: ReadonlyArray<TrendSeries>;
  readonly step: 1 | 7;
};

/** One value for each start; `null` where nobody told of one. */
type Values = { readonly name: string; readonly values: ReadonlyArray<number | null> };

export type UsageValues = {
  readonly starts: ReadonlyArray<string>;
  readonly features: ReadonlyArray<Values>;
  readonly active: ReadonlyArray<number | null>;
};

const valuesAt = (starts: ReadonlyArray<string>, { points }: TrendSeries): ReadonlyArray<number | null> => {
  const byStart = new Map(points.map(({ start, value }) => [start, value]));
  return starts.map((start) => byStart.get(start) ?? null);
};

const sumOf = (values: ReadonlyArray<number | null | undefined>): number | null => {
  const told = values.filter((value) => typeof value === 'number');
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
};

/** The most used features one by one and the others as one, at most so many in all: that is how many colours are told apart. */
const mostUsed = (all: ReadonlyArray<Values>, most: number): ReadonlyArray<Values> => {
  const sorted = [...all].sort((a, b) => (sumOf(b.values) ?? 0) - (sumOf(a.values) ?? 0));
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const values = (rest[0]?.values ?? []).map((_, i) => sumOf(rest.map((feature) => feature.values[i])));
  return [...sorted.slice(0, most - 1), { name: 'Other features', values }];
};

export const usageValues = ({ byFeature, people, step }: UsageTrend, mostFeatures: number): UsageValues => {
  const starts = everyStep(
    [...byFeature, ...people].flatMap(({ points }) => points.map(({ start }) => start)),
    step,
  );
  const features = byFeature.map((series) => ({
    name: series.feature ?? 'Other use',
    values: valuesAt(starts, series),
  }));
  return {
    starts,
    features: mostUsed(features, mostFeatures),
    active: people[0] === undefined ? [] : valuesAt(starts, people[0]),
  };
};
