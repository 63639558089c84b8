import { document, freshness } from './document.js';
import type {
  BookAttribute,
  CohortGrain,
  Cohorts,
  Comparisons,
  Correlations,
  Decomposition,
  ForecastPoint,
  Grain,
  Scope,
  SeriesAnswer,
  TrendMetric,
} from './trend-types.js';
import type { Freshness } from './types.js';

type Days = { from: string; to: string };
type Known = { knownAt: string | null };
type Split = { split: BookAttribute | null };

const bookTaken = '$segment: String, $industry: String, $plan: String, $region: String';
const bookGiven = 'segment: $segment, industry: $industry, plan: $plan, region: $region';
const known = '$knownAt: Day';
const knownGiven = 'knownAt: $knownAt';
const scope = `$accountId: ID, ${bookTaken}, $from: Day, $to: Day`;
const scopeGiven = `accountId: $accountId, ${bookGiven}, from: $from, to: $to`;

export const listMetrics = document<
  { readonly trendMetrics: { readonly metrics: ReadonlyArray<TrendMetric> } },
  Record<string, never>
>(/* GraphQL */ `query ListMetrics { trendMetrics { metrics { metric rollup } } }`);

/** What there is to narrow to: what accounts have, and the segments that were defined. */
export const listAttributes = document<
  {
    readonly accounts: { readonly items: ReadonlyArray<Readonly<Record<BookAttribute, string | null>>> };
    readonly segments: { readonly items: ReadonlyArray<{ readonly name: string; readonly retired: boolean }> };
  },
  Record<string, never>
>(/* GraphQL */ `
  query ListAttributes {
    accounts(orderBy: name, first: 500) { items { segment industry plan region } }
    segments { items { name retired } }
  }`);

export const nameAccount = document<
  { readonly account: { readonly name: string | null; readonly domain: string | null } | null },
  { id: string }
>(/* GraphQL */ `query NameAccount($id: ID!) { account(id: $id) { name domain } }`);

export const readSeries = document<
  { readonly trendSeries: SeriesAnswer },
  Scope & Days & Known & Split & { metrics: ReadonlyArray<string>; grain: Grain | null }
>(/* GraphQL */ `
  query ReadSeries($metrics: [String!]!, ${scope}, ${known}, $split: BookAttribute, $grain: Grain) {
    trendSeries(metrics: $metrics, ${scopeGiven}, ${knownGiven}, split: $split, grain: $grain) {
      grain from to series { metric part points { start value } } ${freshness}
    }
  }`);

export const comparePeriods = document<
  { readonly comparePeriods: Comparisons },
  Scope & Days & Known & Split & { metrics: ReadonlyArray<string> }
>(/* GraphQL */ `
  query ComparePeriods($metrics: [String!]!, ${scope}, ${known}, $split: BookAttribute) {
    comparePeriods(metrics: $metrics, ${scopeGiven}, ${knownGiven}, split: $split) {
      from to before { from to } comparisons { metric part before value change ratio } ${freshness}
    }
  }`);

export const readForecast = document<
  { readonly forecast: { readonly points: ReadonlyArray<ForecastPoint>; readonly freshness: Freshness } },
  Scope & Days & Known & { metric: string; grain: Grain; horizon: number }
>(/* GraphQL */ `
  query ReadForecast($metric: String!, ${scope}, ${known}, $grain: Grain!, $horizon: Int!) {
    forecast(metric: $metric, ${scopeGiven}, ${knownGiven}, grain: $grain, horizon: $horizon) {
      points { start value low80 high80 low95 high95 } ${freshness}
    }
  }`);

export const readDecomposition = document<
  { readonly decomposition: Decomposition },
  Scope & Days & Known & { metric: string; grain: Grain }
>(/* GraphQL */ `
  query ReadDecomposition($metric: String!, ${scope}, ${known}, $grain: Grain!) {
    decomposition(metric: $metric, ${scopeGiven}, ${knownGiven}, grain: $grain) {
      seasons { period strength } points { start value trend seasons remainder }
    }
  }`);

export const readCorrelations = document<
  { readonly correlations: Correlations },
  Scope & Days & { metrics: ReadonlyArray<string>; grain: Grain; longestLag: number }
>(/* GraphQL */ `
  query ReadCorrelations($metrics: [String!]!, ${scope}, $grain: Grain!, $longestLag: Int!) {
    correlations(metrics: $metrics, ${scopeGiven}, grain: $grain, longestLag: $longestLag) {
      grain from to leads { leader follower lag coefficient qValue quarters isFinding } ${freshness}
    }
  }`);

const retention = 'accounts leftOut paying startValue keptValue value logo gross net';

export const readCohorts = document<
  { readonly cohorts: Cohorts },
  Omit<Scope, 'accountId'> & Days & Split & { grain: CohortGrain }
>(/* GraphQL */ `
  query ReadCohorts($grain: CohortGrain!, ${bookTaken}, $split: BookAttribute, $from: Day!, $to: Day!) {
    cohorts(grain: $grain, ${bookGiven}, split: $split, from: $from, to: $to) {
      grain from to asOf
      triangles { part cohorts { start accounts ages { age ${retention} } } averages { age ${retention} } }
      ${freshness}
    }
  }`);
