import type { Anomaly, AnomalyPage, AnomalyStatus, OtherFact } from './anomaly-types.js';
import { type Document, document, freshness } from './document.js';
import type { MetricSeries } from './trend-types.js';
import type { Changed, Freshness } from './types.js';

const anomaly = /* GraphQL */ `anomalyId accountId metric kind from day value expected low high severity
  status statusSince explanation`;

export type AnomalyFilter = {
  readonly status: AnomalyStatus | null;
  readonly metrics: ReadonlyArray<string> | null;
  readonly segment: string | null;
  readonly accountId: string | null;
};

export const listAnomalies = document<
  { readonly page: AnomalyPage },
  AnomalyFilter & { first: number; minPosition: string | null }
>(/* GraphQL */ `
  query ListAnomalies(
    $status: AnomalyStatus, $metrics: [String!], $segment: String, $accountId: ID,
    $first: Int!, $minPosition: Position
  ) {
    page: anomalies(
      status: $status, metrics: $metrics, segment: $segment, accountId: $accountId,
      first: $first, minPosition: $minPosition
    ) { items { ${anomaly} } nextCursor ${freshness} }
  }`);

export const readAnomaly = document<
  { readonly found: { readonly item: Anomaly } },
  { id: string; minPosition: string | null }
>(/* GraphQL */ `
  query ReadAnomaly($id: ID!, $minPosition: Position) {
    found: anomaly(id: $id, minPosition: $minPosition) { item: anomaly { ${anomaly} } }
  }`);

/** What else happened to the account about then. */
export const readCauses = document<
  { readonly anomaly: { readonly facts: ReadonlyArray<OtherFact>; readonly factCount: number } },
  { id: string }
>(/* GraphQL */ `query ReadCauses($id: ID!) { anomaly(id: $id) { facts { id type occurredAt } factCount } }`);

export const anomalyChanged = document<
  { readonly anomalyChanged: { readonly freshness: Freshness } },
  Record<string, never>
>(/* GraphQL */ `subscription AnomalyChanged { anomalyChanged { ${freshness} } }`);

/** Whose an anomaly is, and the days around it. */
export const readAround = document<
  {
    readonly account: {
      readonly name: string | null;
      readonly domain: string | null;
      readonly trends: { readonly series: ReadonlyArray<Pick<MetricSeries, 'points'>> };
    } | null;
  },
  { id: string; metric: string; from: string; to: string }
>(/* GraphQL */ `
  query ReadAround($id: ID!, $metric: String!, $from: Day!, $to: Day!) {
    account(id: $id) {
      name domain
      trends(metrics: [$metric], grain: day, from: $from, to: $to) { series { points { start value } } }
    }
  }`);

export type Change = Document<{ readonly changed: Changed }, { id: string }>;

export const acknowledgeAnomaly: Change = document(
  /* GraphQL */ `mutation AcknowledgeAnomaly($id: ID!) { changed: acknowledgeAnomaly(id: $id) { position } }`,
);
export const resolveAnomaly: Change = document(
  /* GraphQL */ `mutation ResolveAnomaly($id: ID!) { changed: resolveAnomaly(id: $id) { position } }`,
);
export const reopenAnomaly: Change = document(
  /* GraphQL */ `mutation ReopenAnomaly($id: ID!) { changed: reopenAnomaly(id: $id) { position } }`,
);
export const explainAnomaly = document<{ readonly changed: Changed }, { id: string; explanation: string }>(
  /* GraphQL */ `
  mutation ExplainAnomaly($id: ID!, $explanation: String!) {
    changed: explainAnomaly(id: $id, explanation: $explanation) { position }
  }`,
);
