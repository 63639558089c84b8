import type { CalendarDate } from '../../domain/primitives.js';
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

/** What became of the accounts that paid at a start. Amounts are yearly values; `null` is a share of nothing. */
export type Retention = {
  /** Those whose value is known both at the start and now. */
  readonly accounts: number;
  /** Those with contracts in several currencies at either, which are part of no other number here. */
  readonly leftOut: number;
  readonly paying: number;
  readonly startValue: number;
  /** Of each account the smaller one of its value at the start and now. */
  readonly keptValue: number;
  readonly value: number;
  /** `paying` of `accounts`. */
  readonly logo: number | null;
  /** `keptValue` of `startValue`. */
  readonly gross: number | null;
  /** `value` of `startValue`. */
  readonly net: number | null;
};

/** Of the accounts of a book, or of one part of a split book. */
export type PartRetention = Retention & {
  readonly part: string | null;
  /** Those of `accounts` that are not paying. */
  readonly logoChurn: number | null;
};

export type CohortGrain = Extract<Grain, 'month' | 'quarter'>;

/** Age 0 is the end of the period in which an account became a customer, age 1 the end of the next one. */
export type RetentionAtAge = Retention & { readonly age: number };

/** The accounts that became customers in one period. */
export type Cohort = {
  readonly start: string;
  readonly accounts: number;
  /** As far as they are over; `day` is the last one of the period. */
  readonly ages: ReadonlyArray<RetentionAtAge & { readonly day: string }>;
};

/** The cohorts of a book, or of one part of a split book. */
export type RetentionTriangle = {
  readonly part: string | null;
  readonly cohorts: ReadonlyArray<Cohort>;
  /** All cohorts that are so old, taken together. */
  readonly averages: ReadonlyArray<RetentionAtAge>;
};

/** Of a book, once for each value of `split` where that is given; with `knownAt` as the log knew it, its accounts too, at the end of that day. */
export type AskedOfBook = {
  readonly filter: Book;
  readonly split?: BookAttribute;
  readonly knownAt?: CalendarDate | undefined;
};

export type TrendQueries = {
  /**
   * Series of a merged group, its root first, over the half-open span of days `[from, to)`. Flows add up in coarser grains; levels and ratings say so in their definition.
   * With `knownAt` as the log knew them at the end of that day.
   */
  readonly series: (options: {
    readonly accountIds: ReadonlyArray<string>;
    readonly knownAt?: CalendarDate | undefined;
    readonly metrics?: ReadonlyArray<string>;
    readonly byFeature: boolean;
    readonly grain: Grain;
    readonly from: string;
    readonly to: string;
  }) => Promise<{ readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness }>;
  /** The same over a book of accounts; with `split`, once for each value that its accounts have (`null` for those without). */
  readonly bookSeries: (
    options: AskedOfBook & {
      readonly metrics?: ReadonlyArray<string>;
      readonly byFeature: boolean;
      readonly grain: Grain;
      readonly from: string;
      readonly to: string;
    },
  ) => Promise<{ readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness }>;
  /** Those that became customers in the periods that the days `[from, to)` touch, at the end of each period that is over on `asOf`. */
  readonly cohorts: (
    options: AskedOfBook & {
      readonly grain: CohortGrain;
      readonly from: string;
      readonly to: string;
      readonly asOf: string;
    },
  ) => Promise<{ readonly triangles: ReadonlyArray<RetentionTriangle>; readonly freshness: Freshness }>;
  /** What became, by the end of the day `asOf`, of the accounts that were customers at the end of the day `since`. */
  readonly retention: (
    options: AskedOfBook & {
      readonly since: string;
      readonly asOf: string;
    },
  ) => Promise<{ readonly parts: ReadonlyArray<PartRetention>; readonly freshness: Freshness }>;
  /** Who belonged together with an account as the log knew it at the end of a day. */
  readonly groupKnownAt: (
    accountId: string,
    knownAt: CalendarDate,
  ) => Promise<{ readonly root: string; readonly members: ReadonlyArray<string> }>;
  /** Metrics that have any point, with how they add up. */
  readonly metrics: () => Promise<ReadonlyArray<{ readonly metric: string; readonly rollup: 'sum' | 'mean' | 'last' }>>;
};
