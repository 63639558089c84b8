import { document, freshness } from './document.js';
import type {
  AccountDetail,
  AccountFilter,
  AccountOrder,
  AccountPage,
  AccountSummary,
  BandCount,
  Freshness,
  Health,
  HealthExplanation,
  HealthPoint,
  HistoryEvent,
  TrendSeries,
} from './types.js';

const summary = /* GraphQL */ `accountId name domain industry plan region segment lifecycleStage
  arr currency renewsOn seats openCases lastActivityAt healthScore healthBand removedAt`;
const detail = /* GraphQL */ `${summary} employees annualRevenue owner
  refs { source connection id removedAt }
  contracts { contractId arr currency startsOn endsOn cancelledOn }
  stakeholders { active champions left }
  opportunities { open won lost }
  mergedFrom
  ${freshness}`;
const health = /* GraphQL */ `day score band measures { name group input score weight } caps policyVersion scoredAt`;
const series = /* GraphQL */ `series { metric feature points { start value } }`;

export const listAccounts = document<
  { readonly accounts: AccountPage },
  { filter: AccountFilter; orderBy: AccountOrder; first: number; after: string | null }
>(/* GraphQL */ `
  query ListAccounts($filter: AccountFilter, $orderBy: AccountOrder!, $first: Int!, $after: String) {
    accounts(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { items { ${summary} } nextCursor ${freshness} }
  }`);

export const listIndustries = document<
  { readonly accounts: { readonly items: ReadonlyArray<{ readonly industry: string | null }> } },
  Record<string, never>
>(/* GraphQL */ `query ListIndustries { accounts(orderBy: name, first: 500) { items { industry } } }`);

export const readAccount = document<
  { readonly account: (AccountDetail & { readonly freshness: Freshness }) | null },
  { id: string }
>(/* GraphQL */ `query ReadAccount($id: ID!) { account(id: $id) { ${detail} } }`);

export const readHealth = document<
  {
    readonly account: {
      readonly health: { readonly current: Health | null; readonly freshness: Freshness };
      readonly healthHistory: { readonly points: ReadonlyArray<HealthPoint> };
    } | null;
  },
  { id: string; from: string; to: string }
>(/* GraphQL */ `
  query ReadHealth($id: ID!, $from: Day!, $to: Day!) {
    account(id: $id) {
      health { current { ${health} } ${freshness} }
      healthHistory(from: $from, to: $to) { points { day score band } }
    }
  }`);

export const readExplanation = document<
  { readonly account: { readonly healthExplanation: HealthExplanation } | null },
  { id: string; from: string; to: string }
>(/* GraphQL */ `
  query ReadExplanation($id: ID!, $from: Day!, $to: Day!) {
    account(id: $id) {
      healthExplanation(from: $from, to: $to) {
        from { day score band caps }
        to { day score band caps }
        change capPoints rounding
        measures {
          name points factCount
          from { name group input score weight }
          to { name group input score weight }
          facts { id type occurredAt because days }
        }
        ${freshness}
      }
    }
  }`);

type Trends = { readonly series: ReadonlyArray<TrendSeries>; readonly freshness: Freshness };

export const readUsage = document<
  { readonly account: { readonly byFeature: Trends; readonly people: Trends } | null },
  { id: string; from: string; to: string; grain: 'day' | 'week' | 'month' }
>(/* GraphQL */ `
  query ReadUsage($id: ID!, $from: Day!, $to: Day!, $grain: Grain!) {
    account(id: $id) {
      byFeature: trends(metrics: ["events"], byFeature: true, grain: $grain, from: $from, to: $to) { ${series} ${freshness} }
      people: trends(metrics: ["active_users"], grain: $grain, from: $from, to: $to) { ${series} ${freshness} }
    }
  }`);

export const readSupport = document<
  { readonly account: { readonly trends: Trends } | null },
  { id: string; metrics: ReadonlyArray<string>; from: string; to: string }
>(/* GraphQL */ `
  query ReadSupport($id: ID!, $metrics: [String!]!, $from: Day!, $to: Day!) {
    account(id: $id) { trends(metrics: $metrics, grain: week, from: $from, to: $to) { ${series} ${freshness} } }
  }`);

export const readHistory = document<
  { readonly account: { readonly history: { readonly items: ReadonlyArray<HistoryEvent> } | null } | null },
  { id: string; first: number }
>(/* GraphQL */ `
  query ReadHistory($id: ID!, $first: Int!) {
    account(id: $id) {
      history(order: newest, first: $first) { items { id type occurredAt recordedAt actor source { source connection } data } }
    }
  }`);

/** Answered to whoever has a good token. */
export const checkSession = document<{ readonly __typename: string }, Record<string, never>>(
  /* GraphQL */ `query CheckSession { __typename }`,
);

export const readPulse = document<
  {
    readonly accounts: { readonly freshness: Freshness };
    readonly healthBands: { readonly bands: ReadonlyArray<BandCount>; readonly freshness: Freshness };
  },
  Record<string, never>
>(/* GraphQL */ `
  query ReadPulse { accounts(first: 1) { ${freshness} } healthBands { bands { band accounts } ${freshness} } }`);

type HealthMessage<A> = {
  readonly healthChanged: { readonly accountId: string; readonly current: A | null; readonly freshness: Freshness };
};
type AccountMessage<A> = { readonly accountChanged: A & { readonly freshness: Freshness } };

export const anyHealthChanged = document<HealthMessage<HealthPoint>, Record<string, never>>(
  /* GraphQL */ `subscription AnyHealthChanged { healthChanged { accountId current { day score band } ${freshness} } }`,
);

export const anyAccountChanged = document<AccountMessage<AccountSummary>, Record<string, never>>(
  /* GraphQL */ `subscription AnyAccountChanged { accountChanged { ${summary} ${freshness} } }`,
);

export const healthChanged = document<HealthMessage<Health>, { id: string }>(/* GraphQL */ `
  subscription HealthChanged($id: ID!) { healthChanged(accountId: $id) { accountId current { ${health} } ${freshness} } }`);

export const accountChanged = document<AccountMessage<AccountDetail>, { id: string }>(
  /* GraphQL */ `subscription AccountChanged($id: ID!) { accountChanged(accountId: $id) { ${detail} } }`,
);
