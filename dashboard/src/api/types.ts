/** What the documents of this folder ask for, as the API's schema answers it. */

export type Freshness = {
  readonly readModel: string;
  readonly position: string | null;
  readonly lagSeconds: number;
};

/** Asked with this position as `minPosition`, the API answers with what was changed. */
export type Changed = { readonly position: string | null };

export type AccountSummary = {
  readonly accountId: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly industry: string | null;
  readonly plan: string | null;
  readonly region: string | null;
  readonly segment: string | null;
  readonly lifecycleStage: string | null;
  readonly arr: string | null;
  readonly currency: string | null;
  readonly renewsOn: string | null;
  readonly seats: number | null;
  readonly openCases: number;
  readonly lastActivityAt: string | null;
  readonly healthScore: number | null;
  readonly healthBand: string | null;
  readonly removedAt: string | null;
};

export type Contract = {
  readonly contractId: string;
  readonly arr: string;
  readonly currency: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly cancelledOn: string | null;
};

export type VendorRecord = {
  readonly source: string;
  readonly connection: string;
  readonly id: string;
  readonly removedAt: string | null;
};

export type AccountDetail = AccountSummary & {
  readonly employees: string | null;
  readonly annualRevenue: string | null;
  readonly owner: string | null;
  readonly refs: ReadonlyArray<VendorRecord>;
  readonly contracts: ReadonlyArray<Contract>;
  readonly stakeholders: { readonly active: number; readonly champions: number; readonly left: number };
  readonly opportunities: { readonly open: number; readonly won: number; readonly lost: number };
  readonly mergedFrom: ReadonlyArray<string>;
};

export const ACCOUNT_ORDERS = ['name', 'health', 'arr', 'lastActivity'] as const;
export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

export type AccountFilter = { readonly search?: string; readonly band?: string; readonly industry?: string };

export type AccountPage = {
  readonly items: ReadonlyArray<AccountSummary>;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

export type ScoredMeasure = {
  readonly name: string;
  readonly group: string;
  readonly input: number | null;
  readonly score: number | null;
  readonly weight: number;
};

export type HealthPoint = { readonly day: string; readonly score: number | null; readonly band: string | null };

export type Health = HealthPoint & {
  readonly measures: ReadonlyArray<ScoredMeasure>;
  readonly caps: ReadonlyArray<string>;
  readonly policyVersion: number;
  readonly scoredAt: string;
};

export type BandCount = { readonly band: string; readonly accounts: number };

type TrendPoint = { readonly start: string; readonly value: number | null };
export type TrendSeries = {
  readonly metric: string;
  readonly feature: string | null;
  readonly points: ReadonlyArray<TrendPoint>;
};

export type HistoryEvent = {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly source: { readonly source: string; readonly connection: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
};

type ExplainedDay = {
  readonly day: string;
  readonly score: number | null;
  readonly band: string | null;
  readonly caps: ReadonlyArray<string>;
};

/** It happened, or it became older than so many days and counts otherwise since. */
export type MovingFact = {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly because: string;
  readonly days: number | null;
};

export type ExplainedMeasure = {
  readonly name: string;
  readonly from: ScoredMeasure | null;
  readonly to: ScoredMeasure | null;
  readonly points: number;
  readonly facts: ReadonlyArray<MovingFact>;
  readonly factCount: number;
};

export type HealthExplanation = {
  readonly from: ExplainedDay | null;
  readonly to: ExplainedDay | null;
  readonly change: number | null;
  readonly measures: ReadonlyArray<ExplainedMeasure>;
  readonly capPoints: number;
  readonly rounding: number;
  readonly freshness: Freshness;
};
