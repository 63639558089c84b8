import type { Freshness } from '../freshness.js';

export type Grain = 'day' | 'week' | 'month' | 'quarter';

/** One point of a series. `value: null` is a gap (nothing was said), never a zero. */
export type TrendPoint = {
  readonly start: string;
  readonly value: number | null;
  /** How many facts a mean over facts is of, so that means of any spans become one; `null` of every other metric. */
  readonly count: number | null;
};

/** A series by business time. `feature` is set for usage split by feature. */
export type TrendSeries = {
  readonly metric: string;
  readonly feature: string | null;
  readonly grain: Grain;
  readonly points: ReadonlyArray<TrendPoint>;
};

export type TrendQueries = {
  /** Series of a merged group over the half-open span of days `[from, to)`. Flows add up in coarser grains; levels and ratings say so in their definition. */
  readonly series: (options: {
    readonly accountIds: ReadonlyArray<string>;
    readonly metrics?: ReadonlyArray<string>;
    readonly byFeature: boolean;
    readonly grain: Grain;
    readonly from: string;
    readonly to: string;
  }) => Promise<{ readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness }>;
  /** The same over the whole book, or over the accounts of a segment or industry. */
  readonly bookSeries: (options: {
    readonly filter: { readonly segment?: string; readonly industry?: string };
    readonly metrics?: ReadonlyArray<string>;
    readonly byFeature: boolean;
    readonly grain: Grain;
    readonly from: string;
    readonly to: string;
  }) => Promise<{ readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness }>;
  /** Metrics that have any point, with how they add up. */
  readonly metrics: () => Promise<ReadonlyArray<{ readonly metric: string; readonly rollup: 'sum' | 'mean' | 'last' }>>;
};
