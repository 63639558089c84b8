import type { Freshness } from './types.js';

export const STATUSES = ['open', 'acknowledged', 'explained', 'resolved'] as const;
export type AnomalyStatus = (typeof STATUSES)[number];

export type Anomaly = {
  readonly anomalyId: string;
  readonly accountId: string;
  readonly metric: string;
  readonly kind: string;
  readonly from: string;
  readonly day: string;
  /** `null` where nothing was said. */
  readonly value: number | null;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly severity: number;
  readonly status: AnomalyStatus;
  readonly statusSince: string;
  readonly explanation: string | null;
};

export type AnomalyPage = {
  readonly items: ReadonlyArray<Anomaly>;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

export type OtherFact = { readonly id: string; readonly type: string; readonly occurredAt: string };
