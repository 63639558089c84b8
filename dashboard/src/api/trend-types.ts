import type { Freshness } from './types.js';

export const GRAINS = ['day', 'week', 'month', 'quarter'] as const;
export type Grain = (typeof GRAINS)[number];

export const BOOK_ATTRIBUTES = ['segment', 'industry', 'plan', 'region'] as const;
export type BookAttribute = (typeof BOOK_ATTRIBUTES)[number];

/** Whose numbers are asked for: one account's, or those of all accounts that have what is named. */
export type Scope = Readonly<Partial<Record<BookAttribute, string>>> & { readonly accountId?: string };

type Span = { readonly from: string; readonly to: string; readonly freshness: Freshness };

export type MetricPoint = { readonly start: string; readonly value: number | null };
export type MetricSeries = {
  readonly metric: string;
  readonly part: string | null;
  readonly points: ReadonlyArray<MetricPoint>;
};
export type SeriesAnswer = Span & { readonly grain: Grain; readonly series: ReadonlyArray<MetricSeries> };

export type TrendMetric = { readonly metric: string; readonly rollup: 'sum' | 'mean' | 'last' };

export type Comparison = {
  readonly metric: string;
  readonly part: string | null;
  readonly before: number | null;
  readonly value: number | null;
  readonly change: number | null;
  readonly ratio: number | null;
};
export type Comparisons = Span & {
  readonly before: { readonly from: string; readonly to: string };
  readonly comparisons: ReadonlyArray<Comparison>;
};

export type ForecastPoint = {
  readonly start: string;
  readonly value: number;
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
};

type Season = { readonly period: number; readonly strength: number };
type DecomposedPoint = MetricPoint & {
  readonly trend: number;
  readonly seasons: ReadonlyArray<number>;
  readonly remainder: number | null;
};
export type Decomposition = {
  readonly seasons: ReadonlyArray<Season>;
  readonly points: ReadonlyArray<DecomposedPoint>;
};

export type LeadingMetric = {
  readonly leader: string;
  readonly follower: string;
  readonly lag: number;
  readonly coefficient: number;
  readonly qValue: number;
  readonly quarters: ReadonlyArray<number>;
  readonly isFinding: boolean;
};
export type Correlations = Span & { readonly grain: Grain; readonly leads: ReadonlyArray<LeadingMetric> };

type Retention = {
  readonly accounts: number;
  readonly leftOut: number;
  readonly paying: number;
  readonly startValue: number;
  readonly keptValue: number;
  readonly value: number;
  readonly logo: number | null;
  readonly gross: number | null;
  readonly net: number | null;
};
export type RetentionAtAge = Retention & { readonly age: number };
type Cohort = {
  readonly start: string;
  readonly accounts: number;
  readonly ages: ReadonlyArray<RetentionAtAge>;
};
export type Triangle = {
  readonly part: string | null;
  readonly cohorts: ReadonlyArray<Cohort>;
  readonly averages: ReadonlyArray<RetentionAtAge>;
};
export type CohortGrain = 'month' | 'quarter';
export type Cohorts = Span & {
  readonly grain: CohortGrain;
  readonly asOf: string;
  readonly triangles: ReadonlyArray<Triangle>;
};
