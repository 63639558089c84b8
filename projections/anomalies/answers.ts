import type { AnomalyStatus } from '../../domain/anomaly/names.js';
import { type AnomalyState, type Detected, statusOf } from '../../domain/anomaly/state.js';
import type { Freshness } from '../freshness.js';

export type Anomaly = Omit<Detected, 'occurredAt'> & {
  readonly detectedAt: string;
  readonly status: AnomalyStatus;
  readonly statusSince: string;
  readonly explanation: string | null;
};

type AnomalyFilter = {
  /** Of any account where it is left out. */
  readonly accountIds?: ReadonlyArray<string>;
  readonly statuses?: ReadonlyArray<AnomalyStatus>;
  readonly metrics?: ReadonlyArray<string>;
  /** Whose last day is in `[from, to)`. */
  readonly from?: string;
  readonly to?: string;
};

/** Where the page before ended. */
export type AnomalyPlace = { readonly day: string; readonly anomalyId: string };

export type AnomalyQueries = {
  /** The latest days first; at most `limit`, from after `after` on. */
  readonly list: (
    filter: AnomalyFilter,
    page: { readonly limit: number; readonly after?: AnomalyPlace },
  ) => Promise<{ readonly items: ReadonlyArray<Anomaly>; readonly freshness: Freshness }>;
  readonly find: (
    anomalyId: string,
  ) => Promise<{ readonly anomaly: Anomaly | undefined; readonly freshness: Freshness }>;
};

/** As read models and the API show it; nothing before it was detected. */
export const anomalyOf = (state: AnomalyState): ReadonlyArray<Anomaly> => {
  if (state.detected === undefined) return [];
  const { occurredAt, ...found } = state.detected.value;
  return [
    {
      ...found,
      detectedAt: occurredAt,
      status: statusOf(state),
      statusSince: state.status?.at ?? occurredAt,
      explanation: state.explanation?.value ?? null,
    },
  ];
};
