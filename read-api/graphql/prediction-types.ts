/** What is foretold of accounts. */
export const predictionTypes = /* GraphQL */ `
  extend type Query {
    "Accounts by the chance to lose them within a horizon (30, 90 or 180 days), or by what would be lost."
    churnRisks(
      segment: String
      band: String
      owner: String
      search: String
      horizon: Int = 90
      orderBy: PredictionOrder = chance
      first: Int = 50
      after: String
      minPosition: Position
    ): ChurnRiskPage!
    "Accounts by the revenue to be expected of an expansion within a horizon (30, 90 or 365 days), or by its chance."
    expansionOpportunities(
      segment: String
      band: String
      owner: String
      search: String
      horizon: Int = 90
      orderBy: PredictionOrder = value
      first: Int = 50
      after: String
      minPosition: Position
    ): OpportunityPage!
    "As of a day, as the log knew it; history is of the days from one to another, the last 90 if not said."
    churnRisk(accountId: ID!, asOf: String, knownAt: String, from: Day, to: Day, minPosition: Position): FoundChurn!
    expansionOpportunity(
      accountId: ID!
      asOf: String
      knownAt: String
      from: Day
      to: Day
      minPosition: Position
    ): FoundExpansion!
    healthTrajectory(accountId: ID!, asOf: String, knownAt: String, minPosition: Position): FoundTrajectory!
    "All that is predicted of an account; missing says why there is nothing at all."
    accountPredictions(accountId: ID!, minPosition: Position): AccountPredictions!
  }

  extend type Mutation {
    "Say anew what is to be expected of an account, from what is known of it now."
    refreshPrediction(accountId: ID!, minPosition: Position): ChangedPrediction!
  }

  extend type Subscription {
    "All that is predicted of one account, at once and whenever it changes; of every account, only when it changes, without an id."
    predictionChanged(accountId: ID): AccountPredictions!
  }

  "How many predictions of an account are new, and where the last of them stands; null where all was said already."
  type ChangedPrediction {
    accountId: ID!
    predictions: Int!
    position: Position
  }

  enum PredictionOrder {
    chance
    value
  }

  type ChurnRiskPage {
    items: [ChurnRisk!]!
    horizon: Int!
    "Give it as after to read on; null on the last page."
    nextCursor: String
    freshness: Freshness!
  }

  "An account and the chance to lose it within the horizon that was asked for; value is that times its yearly value, in currency."
  type ChurnRisk {
    accountId: ID!
    name: String
    segment: String
    owner: String
    band: String
    score: Float
    arr: Decimal
    chance: Float!
    value: Float
    currency: String
    day: Day!
    predictedAt: Instant!
    model: String!
    modelVersion: String!
    featureDigest: String!
    horizons: [ChurnHorizon!]!
    reasons: [PredictionReason!]!
  }

  type OpportunityPage {
    items: [ExpansionOpportunity!]!
    horizon: Int!
    "Give it as after to read on; null on the last page."
    nextCursor: String
    freshness: Freshness!
  }

  "An account and the chance to expand it within the horizon that was asked for; value is the yearly revenue to be expected, in currency."
  type ExpansionOpportunity {
    accountId: ID!
    name: String
    segment: String
    owner: String
    band: String
    score: Float
    arr: Decimal
    chance: Float!
    value: Float
    currency: String
    day: Day!
    predictedAt: Instant!
    model: String!
    modelVersion: String!
    featureDigest: String!
    horizons: [ExpansionHorizon!]!
    reasons: [PredictionReason!]!
  }

  type FoundChurn {
    accountId: ID!
    prediction: ChurnPrediction!
    freshness: Freshness!
  }

  type FoundExpansion {
    accountId: ID!
    prediction: ExpansionPrediction!
    freshness: Freshness!
  }

  type FoundTrajectory {
    accountId: ID!
    prediction: TrajectoryPrediction!
    freshness: Freshness!
  }

  type AccountPredictions {
    accountId: ID!
    churn: ChurnPrediction
    expansion: ExpansionPrediction
    trajectory: TrajectoryPrediction
    "no-champion, too-little-history or not-yet; null where anything is predicted."
    missing: String
    freshness: Freshness!
  }

  "day is the last one whose facts it is made from."
  type ChurnPrediction {
    day: Day!
    predictedAt: Instant!
    model: String!
    modelVersion: String!
    featureDigest: String!
    horizons: [ChurnHorizon!]!
    reasons: [PredictionReason!]!
    "Accounts of the past that stood like this one, and what became of them."
    similar: [SimilarAccount!]!
    history: [PredictedDay!]!
  }

  type ChurnHorizon {
    days: Int!
    probability: Float!
    low: Float!
    high: Float!
  }

  "How much a feature moved the answer, above 0 towards what is predicted; sentence says it in words."
  type PredictionReason {
    feature: String!
    value: Float
    contribution: Float!
    sentence: String!
  }

  "outcome is churned or stayed."
  type SimilarAccount {
    accountId: ID!
    name: String
    distance: Float!
    outcome: String!
  }

  type PredictedDay {
    day: Day!
    modelVersion: String!
    horizons: [PredictedHorizon!]!
  }

  type PredictedHorizon {
    days: Int!
    probability: Float!
    amount: Float
  }

  type ExpansionPrediction {
    day: Day!
    predictedAt: Instant!
    model: String!
    modelVersion: String!
    featureDigest: String!
    currency: String
    horizons: [ExpansionHorizon!]!
    reasons: [PredictionReason!]!
    history: [PredictedDay!]!
  }

  "amount is the yearly revenue to be expected, the chance taken into account."
  type ExpansionHorizon {
    days: Int!
    probability: Float!
    amount: Float!
    low: Float!
    high: Float!
    kinds: [ExpansionKind!]!
  }

  "kind is upsell, cross-sell or seats."
  type ExpansionKind {
    kind: String!
    share: Float!
  }

  type TrajectoryPrediction {
    day: Day!
    predictedAt: Instant!
    model: String!
    modelVersion: String!
    featureDigest: String!
    path: [PathPoint!]!
    crossings: [BandCrossing!]!
    "When acting changes most; null where there is not enough evidence."
    window: InterventionWindow
    "What helped before; null where there is not enough evidence."
    action: RecommendedAction
  }

  type PathPoint {
    day: Day!
    score: Float!
    low80: Float!
    high80: Float!
    low95: Float!
    high95: Float!
  }

  "The chance that health comes into a band before the path ends, and when it most likely does."
  type BandCrossing {
    band: String!
    probability: Float!
    day: Day
  }

  type InterventionWindow {
    from: Day!
    to: Day!
  }

  "Points of health it is seen to give, within an interval, in so many cases."
  type RecommendedAction {
    name: String!
    effect: Float!
    low: Float!
    high: Float!
    cases: Int!
  }
`;
