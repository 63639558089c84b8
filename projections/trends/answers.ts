import type { Freshness } from '../freshness.js';

/** `all` is the whole span, as one point. */
export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'all';

/** One point of a series. `value: null` is a gap (nothing was said), never a zero. */
export type TrendPoint = {
  readonly start: string;
  readonly value: number | null;
  /** How many facts a mean over facts is of, so that means of any spans become one; `null` of every other metric. */
  readonly count: number | null;
};

/** What a book of accounts can be told apart by. */
export type BookAttribute = 'segment' | 'industry' | 'plan' | 'region';

/** The accounts of a book: those that have all of these, all of them where none is asked for; of `accountIds`, where they are given. */
export type Book = { readonly [A in BookAttribute]?: string } & { readonly accountIds?: ReadonlyArray<string> };

/** A series by business time. `feature` is set for usage split by feature, `part` for a book split by an attribute. */
export type TrendSeries = {
  readonly metric: string;
  readonly feature: string | null;
  readonly part: string | null;
  readonly grain: Grain;
  readonly points: ReadonlyArray<TrendPoint>;
};

export type TrendQueries = {
  /** Series of a merged group, its root first, over the half-open span of days `[from, to)`. Flows add up in coarser grains; levels and ratings say so in their definition. */
  readonly series: (options: {
    readonly accountIds: ReadonlyArray<string>;
    readonly metrics?: ReadonlyArray<string>;
    readonly byFeature: boolean;
    readonly grain: Grain;
    readonly from: string;
    readonly to: string;
  }) => Promise<{ readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness }>;
  /** The same over a book of accounts; with `split`, once for each value that its accounts have (`null` for those without). */
  readonly bookSeries: (options: {
    readonly filter: Book;
    readonly split?: BookAttribute;
    readonly metrics?: ReadonlyArray<string>;
    readonly byFeature: boolean;
    readonly grain: Grain;
    readonly from: string;
    readonly to: string;
  }) => Promise<{ readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness }>;
  /** Metrics that have any point, with how they add up. */
  readonly metrics: () => Promise<ReadonlyArray<{ readonly metric: string; readonly rollup: 'sum' | 'mean' | 'last' }>>;
};
