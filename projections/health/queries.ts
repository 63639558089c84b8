import type { Freshness } from '../freshness.js';

export type ScoredMeasure = {
  readonly name: string;
  readonly group: string;
  readonly input: number | null;
  readonly score: number | null;
  readonly weight: number;
};

export type HealthPoint = {
  readonly day: string;
  readonly score: number | null;
  readonly band: string | null;
};

export type Health = HealthPoint & {
  readonly accountId: string;
  readonly measures: ReadonlyArray<ScoredMeasure>;
  readonly caps: ReadonlyArray<string>;
  readonly policyVersion: number;
  readonly scoredAt: string;
};

export type HealthQueries = {
  /** The latest scored day, or the latest up to `asOf`. */
  readonly current: (
    accountId: string,
    asOf?: string,
  ) => Promise<{ readonly health: Health | undefined; readonly freshness: Freshness }>;
  /** Scored days of `[from, to)` in order, with measures. */
  readonly history: (
    accountId: string,
    from: string,
    to: string,
  ) => Promise<{ readonly points: ReadonlyArray<Health>; readonly freshness: Freshness }>;
  /** How many accounts are in each band now. */
  readonly bands: () => Promise<Readonly<Record<string, number>>>;
};
