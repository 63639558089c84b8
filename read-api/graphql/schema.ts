import { alertTypes } from './alert-types.js';
import { analysisTypes } from './analysis-types.js';
import { anomalyTypes } from './anomaly-types.js';
import { connectionTypes } from './connection-types.js';
import { featureTypes } from './feature-types.js';
import { modelTypes } from './model-types.js';
import { predictionTypes } from './prediction-types.js';
import { retentionTypes } from './retention-types.js';
import { segmentTypes } from './segment-types.js';

/** The GraphQL schema. Names and shapes are those of the REST answers. */
export const typeDefs = /* GraphQL */ `
  "A day without a zone, such as 2026-03-01."
  scalar Day
  "An ISO-8601 instant in UTC, such as 2026-03-01T09:30:00.000Z."
  scalar Instant
  "A place in the log, as text. Compare positions for equality only."
  scalar Position
  "An exact decimal number as text, such as 1200.50."
  scalar Decimal
  "Any JSON value."
  scalar JSON

  """
  Every question may be asked to wait until it can be answered from minPosition: a position that a receipt, or another
  answer, named. The problem position-not-reached is given where that takes longer than 5 seconds.
  """
  type Query {
    "A page of accounts, at most 500. Merged accounts show as the one they became."
    accounts(filter: AccountFilter, orderBy: AccountOrder = name, first: Int = 50, after: String, minPosition: Position): AccountPage!
    "The account, or the one it was merged into. Null, with the problem account-not-found, if there is none."
    account(id: ID!, minPosition: Position): Account
    "Usage over a timeframe: 7d, 12w or 12m (the running day, week or month and those before it), 2026, 2026-Q1, 2026-03, or 2026-03-01..2026-03-31 with both days included. Over the whole book unless narrowed; an account excludes all that narrows a book."
    usagePatterns(
      timeframe: String!
      accountId: ID
      segment: String
      industry: String
      plan: String
      region: String
      split: BookAttribute
      metrics: [String!]
      byFeature: Boolean = false
      grain: Grain
      knownAt: Day
      minPosition: Position
    ): UsagePatterns!
    "Any metrics from one day to another, both included; the last 90 days if not said. Of an account, or of a book, whole or split: an account excludes all that narrows a book. With knownAt as the log knew them, and who belonged to which book, at the end of that day; so of every series."
    trendSeries(
      metrics: [String!]!
      accountId: ID
      segment: String
      industry: String
      plan: String
      region: String
      split: BookAttribute
      byFeature: Boolean = false
      grain: Grain
      from: Day
      to: Day
      knownAt: Day
      minPosition: Position
    ): SeriesAnswer!
    "Metrics over a period beside what they were over another: the one right before, if not said."
    comparePeriods(
      metrics: [String!]!
      accountId: ID
      segment: String
      industry: String
      plan: String
      region: String
      split: BookAttribute
      byFeature: Boolean = false
      from: Day
      to: Day
      beforeFrom: Day
      beforeTo: Day
      knownAt: Day
      minPosition: Position
    ): Comparisons!
    "Accounts by the month or quarter in which they first paid anything (the last year, or three of quarters, if not said), and what became of them until asOf, today if not said."
    cohorts(
      grain: CohortGrain = month
      segment: String
      industry: String
      plan: String
      region: String
      split: BookAttribute
      from: Day
      to: Day
      asOf: Day
      knownAt: Day
      minPosition: Position
    ): Cohorts!
    "What became until asOf, today if not said, of the accounts that were customers so many months before."
    retention(
      segment: String
      industry: String
      plan: String
      region: String
      split: BookAttribute
      asOf: Day
      months: Int = 12
      knownAt: Day
      minPosition: Position
    ): RollingRetention!
    "What was found unusual, the latest days first: of an account, of the whole book (the account *), of a segment, or of all."
    anomalies(
      accountId: ID
      segment: String
      status: AnomalyStatus
      metrics: [String!]
      from: Day
      to: Day
      first: Int = 50
      after: String
      minPosition: Position
    ): AnomalyPage!
    anomaly(id: ID!, minPosition: Position): FoundAnomaly!
    "How many accounts are in each health band now."
    healthBands(minPosition: Position): HealthBands!
    "The metrics there are points of."
    trendMetrics(minPosition: Position): TrendMetrics!
    "The connections to sources, by source and name."
    connections: ConnectionList!
    "What could not be processed of the deliveries of a connection, the latest first."
    quarantine(source: String!, name: String!, first: Int = 50): Quarantine!
  }

  type Subscription {
    "The health of one account, at once and whenever it changes; of every account, only when it changes, without an id. A slow client is sent the latest state, not every state."
    healthChanged(accountId: ID): AccountHealth!
    "One account, at once and whenever it changes; every account, only when it changes, without an id. A slow client is sent the latest state, not every state."
    accountChanged(accountId: ID): Account!
    "Each anomaly of one account, or of every account without an id, when it is found and whenever something is said of it."
    anomalyChanged(accountId: ID): FoundAnomaly!
  }

  "How fresh an answer is: where in the log its read model stands, and how far that is behind."
  type Freshness {
    readModel: String!
    "Null while nothing was projected."
    position: Position
    lagSeconds: Float!
    "Events of the log it has yet to take in; null while that is not known."
    lagEvents: Int
    "Some of these events nobody has counted yet: the number is told from the bytes they take."
    lagEventsEstimated: Boolean!
  }

  input AccountFilter {
    "Part of a name, a domain or an external id, in any case."
    search: String
    band: String
    segment: String
    industry: String
    lifecycleStage: String
    "The name of a cohort of product analytics, or the id its vendor gave it: accounts of which somebody is in it."
    cohort: String
    "What to do with accounts whose records were deleted by their vendors."
    removed: RemovedAccounts = exclude
  }

  enum RemovedAccounts {
    exclude
    include
    only
  }

  enum AccountOrder {
    name
    health
    arr
    lastActivity
  }

  type AccountPage {
    items: [AccountSummary!]!
    "Give it as after to read on; null on the last page."
    nextCursor: String
    freshness: Freshness!
  }

  type AccountSummary {
    accountId: ID!
    name: String
    domain: String
    industry: String
    plan: String
    region: String
    segment: String
    lifecycleStage: String
    "The sum of the contracts running today; null in mixed currencies."
    arr: Decimal
    currency: String
    renewsOn: Day
    seats: Int
    openCases: Int!
    lastActivityAt: Instant
    healthScore: Float
    healthBand: String
    "When the last record of it was deleted: of those of CRMs, where any CRM knows it. Null while one is there."
    removedAt: Instant
  }

  type Account {
    accountId: ID!
    name: String
    domain: String
    industry: String
    plan: String
    region: String
    segment: String
    lifecycleStage: String
    "The sum of the contracts running today; null in mixed currencies."
    arr: Decimal
    currency: String
    renewsOn: Day
    seats: Int
    openCases: Int!
    lastActivityAt: Instant
    healthScore: Float
    healthBand: String
    "When the last record of it was deleted: of those of CRMs, where any CRM knows it. Null while one is there."
    removedAt: Instant
    employees: String
    annualRevenue: String
    owner: String
    refs: [ExternalRef!]!
    contracts: [Contract!]!
    stakeholders: StakeholderCounts!
    "Over all time; for spans, ask for trends."
    support: SupportFigures!
    opportunities: OpportunityCounts!
    "Cohorts of product analytics that somebody of the account is in."
    cohorts: [Cohort!]!
    "Accounts that turned out to be this one."
    mergedFrom: [ID!]!
    freshness: Freshness!
    "The latest scored day, or the latest up to asOf."
    health(asOf: Day, minPosition: Position): AccountHealth!
    "Scored days from one day to another, both included; the last 90 days if not said. With knownAt (a position or an instant), as the log knew them then."
    healthHistory(from: Day, to: Day, asOf: Day, knownAt: String, minPosition: Position): HealthHistory!
    "What moved the score from the end of one day to the end of another (of the last 90 days if not said): measures and caps, and of the facts behind each measure the latest. With knownAt (a position or an instant), as the log knew it then."
    healthExplanation(from: Day, to: Day, knownAt: String, first: Int = 10, minPosition: Position): HealthExplanation!
    "Series from one day to another, both included; the last 90 days if not said."
    trends(
      metrics: [String!]
      byFeature: Boolean = false
      grain: Grain = day
      from: Day
      to: Day
      knownAt: Day
      minPosition: Position
    ): Trends!
    "The facts about the account in log order, the oldest or the newest first, as an auditor sees them. asOf is a day or an instant of business time; knownAt is a position or an instant of the log."
    history(
      asOf: String
      knownAt: String
      order: HistoryOrder = oldest
      first: Int = 50
      after: String
      minPosition: Position
    ): HistoryPage
  }

  type ExternalRef {
    source: String!
    connection: String!
    id: String!
    "When the vendor's record was deleted; null while it is there."
    removedAt: Instant
  }

  "Ratings of cases and each person's latest answers to surveys: csat and ces from 0 to 1, nps from -100 to 100."
  type SupportFigures {
    slaBreaches: Int!
    firstReplyMinutes: Mean!
    resolutionMinutes: Mean!
    csat: Mean!
    ces: Mean!
    nps: Mean!
  }

  type Cohort {
    source: String!
    connection: String!
    id: String!
    name: String
    "How many of the account are in it."
    members: Int!
  }

  type Mean {
    "Null where it was never measured."
    mean: Float
    count: Int!
  }

  type Contract {
    contractId: ID!
    arr: Decimal!
    currency: String!
    startsOn: Day!
    "The first day it no longer runs."
    endsOn: Day!
    cancelledOn: Day
  }

  type StakeholderCounts {
    active: Int!
    champions: Int!
    left: Int!
  }

  type OpportunityCounts {
    open: Int!
    won: Int!
    lost: Int!
  }

  type AccountHealth {
    accountId: ID!
    "Null while the account was never scored."
    current: Health
    freshness: Freshness!
  }

  "change is the sum of the points of all measures, capPoints and rounding; null while either day has no score."
  type HealthExplanation {
    accountId: ID!
    from: ExplainedDay
    to: ExplainedDay
    change: Float
    measures: [ExplainedMeasure!]!
    capPoints: Float!
    rounding: Float!
    freshness: Freshness!
  }

  type ExplainedDay {
    day: Day!
    score: Float
    band: String
    caps: [String!]!
    policyVersion: Int!
  }

  type ExplainedMeasure {
    name: String!
    group: String!
    from: ScoredMeasure
    to: ScoredMeasure
    points: Float!
    facts: [MovingFact!]!
    factCount: Int!
  }

  "A fact that can have moved a measure: it happened, or it became older than days and counts otherwise since (aged)."
  type MovingFact {
    id: ID!
    type: String!
    stream: String!
    revision: String!
    position: Position!
    occurredAt: Instant!
    because: String!
    days: Int
  }

  type HealthHistory {
    accountId: ID!
    from: Day!
    to: Day!
    current: Health
    points: [Health!]!
    freshness: Freshness!
  }

  "The health of an account at the end of a day."
  type Health {
    accountId: ID!
    day: Day!
    "0 to 100; null when too little was known to score."
    score: Float
    band: String
    measures: [ScoredMeasure!]!
    caps: [String!]!
    policyVersion: Int!
    scoredAt: Instant!
  }

  type ScoredMeasure {
    name: String!
    group: String!
    input: Float
    score: Float
    weight: Float!
  }

  enum Grain {
    day
    week
    month
    quarter
    "The whole span, as one point."
    all
  }

  enum BookAttribute {
    segment
    industry
    plan
    region
  }

  type Trends {
    from: Day!
    to: Day!
    knownAt: Day
    series: [TrendSeries!]!
    freshness: Freshness!
  }

  type SeriesAnswer {
    grain: Grain!
    from: Day!
    to: Day!
    knownAt: Day
    series: [TrendSeries!]!
    freshness: Freshness!
  }

  type Days {
    from: Day!
    to: Day!
  }

  type Comparisons {
    from: Day!
    to: Day!
    knownAt: Day
    before: Days!
    comparisons: [Comparison!]!
    freshness: Freshness!
  }

  "Of one metric, in one part of a split book. change is null where either is a gap; ratio is the change as a share of what was before, null where that was nothing."
  type Comparison {
    metric: String!
    feature: String
    part: String
    before: Float
    value: Float
    change: Float
    ratio: Float
  }

  type UsagePatterns {
    timeframe: String!
    from: Day!
    to: Day!
    knownAt: Day
    grain: Grain!
    series: [TrendSeries!]!
    freshness: Freshness!
  }

  "part is set where a book was split: the value of its accounts' attribute."
  type TrendSeries {
    metric: String!
    "Set for usage split by feature."
    feature: String
    part: String
    grain: Grain!
    points: [TrendPoint!]!
  }

  type TrendPoint {
    start: Day!
    "Null is a gap (nothing was said), never a zero."
    value: Float
    "How many facts a mean over facts (of ratings, surveys, minutes) is of, so that means of any spans become one; null of every other metric."
    count: Int
  }

  type TrendMetrics {
    metrics: [TrendMetric!]!
    freshness: Freshness!
  }

  type TrendMetric {
    metric: String!
    "How it adds up in coarser grains: sum, mean or last."
    rollup: String!
  }

  type HealthBands {
    bands: [BandCount!]!
    freshness: Freshness!
  }

  type BandCount {
    band: String!
    accounts: Int!
  }

  enum HistoryOrder {
    oldest
    newest
  }

  type HistoryPage {
    accountId: ID!
    items: [HistoryEvent!]!
    nextCursor: String
    freshness: Freshness!
  }

  type HistoryEvent {
    id: ID!
    type: String!
    stream: String!
    "Its 0-based place in the stream."
    revision: String!
    position: Position!
    "Business time."
    occurredAt: Instant!
    "When the log took it."
    recordedAt: Instant!
    actor: String!
    "The vendor's record it came from; null for facts of our own."
    source: SourceRecord
    "Personal fields read as {value, subject}, {masked: true} or {erased: true}."
    data: JSON!
  }

  type SourceRecord {
    source: String!
    connection: String!
    record: String!
    receipt: String!
  }
${connectionTypes}
${anomalyTypes}
${featureTypes}
${retentionTypes}
${analysisTypes}
${segmentTypes}
${alertTypes}
${predictionTypes}
${modelTypes}`;
