import type { Freshness } from '../freshness.js';
import type { Horizon, PredictionKind, PredictionOfKind } from './kinds.js';

/** Kinds whose predictions are of one chance, by horizon. */
export type ListedKind = Exclude<PredictionKind, 'health-trajectory'>;

/**
 * By the chance, or by what is to be expected of it a year: of churn the yearly value of the account times the chance,
 * of expansion the amount that is predicted. Currencies are not converted.
 */
export type PredictionOrder = 'chance' | 'value';

export type PredictionFilter = {
  /** Roots of merged groups. */
  readonly accountIds?: ReadonlyArray<string>;
  readonly segment?: string;
  readonly band?: string;
  readonly owner?: string;
  /** Part of a name, a domain or an external id, in any case. */
  readonly search?: string;
};

/** `arr` is the yearly value of contracts running today, `null` in mixed currencies. */
export type ListedPrediction<K extends ListedKind> = {
  readonly name: string | null;
  readonly segment: string | null;
  readonly owner: string | null;
  readonly band: string | null;
  readonly score: number | null;
  readonly arr: string | null;
  readonly currency: string | null;
  /** Within the horizon that was asked for. */
  readonly chance: number;
  /** What is to be expected of it, in `currency`; `null` where it cannot be told. */
  readonly value: number | null;
  readonly prediction: PredictionOfKind[K];
};

/** Where the page before ended: what it was ordered by there, and the account. */
export type PredictionPlace = { readonly value: number | null; readonly accountId: string };

export type PredictionDay = {
  readonly day: string;
  readonly modelVersion: string;
  readonly horizons: ReadonlyArray<Horizon>;
};

export type PredictionQueries = {
  /** The latest of a root account; `undefined` where there never was one. */
  readonly latest: <K extends PredictionKind>(
    accountId: string,
    kind: K,
  ) => Promise<{ readonly prediction: PredictionOfKind[K] | undefined; readonly freshness: Freshness }>;
  /** Days of `[from, to)` in order. */
  readonly days: (
    accountId: string,
    kind: ListedKind,
    span: { readonly from: string; readonly to: string },
  ) => Promise<ReadonlyArray<PredictionDay>>;
  /** Of customers whose records are there, the highest first; those of which the order knows nothing last. */
  readonly list: <K extends ListedKind>(
    kind: K,
    filter: PredictionFilter,
    page: {
      /** In days, and only predictions that have it. */
      readonly horizon: number;
      readonly order: PredictionOrder;
      readonly limit: number;
      readonly after?: PredictionPlace;
    },
  ) => Promise<{ readonly items: ReadonlyArray<ListedPrediction<K>>; readonly freshness: Freshness }>;
};
