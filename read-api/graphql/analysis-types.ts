const scope = `
      accountId: ID
      segment: String
      industry: String
      plan: String
      region: String
      from: Day
      to: Day
      knownAt: Day`;

/** What series say. */
export const analysisTypes = /* GraphQL */ `
  extend type Query {
    "A metric taken apart into its trend, the seasons that are there, and the rest."
    decomposition(metric: String!${scope}
      grain: Grain = day
      minPosition: Position
    ): Decomposition!
    "How a metric goes on, with intervals that hold it with 80 and 95 % probability."
    forecast(metric: String!${scope}
      grain: Grain = day
      horizon: Int = 30
      minPosition: Position
    ): SeriesForecast!
    "Which metric moves before which, seasons and trends apart."
    correlations(metrics: [String!]!${scope}
      grain: Grain = day
      longestLag: Int = 30
      minPosition: Position
    ): Correlations!
    "What a detector of this sensitivity would have alarmed, judged day by day from what was there before."
    detector(metric: String!${scope}
      falseAlarmsPerYear: Float = 1
      minPosition: Position
    ): SimulatedDetector!
  }

  "period counts steps of the grain; strength is its share of what is neither trend nor another season; probability that a season as clear is chance."
  type Season {
    period: Int!
    strength: Float!
    probability: Float!
  }

  "trend, each of seasons (in their order) and remainder add up to the value."
  type DecomposedPoint {
    start: Day!
    value: Float
    trend: Float!
    seasons: [Float!]!
    remainder: Float
  }

  type Decomposition {
    metric: String!
    grain: Grain!
    from: Day!
    to: Day!
    knownAt: Day
    seasons: [Season!]!
    points: [DecomposedPoint!]!
    freshness: Freshness!
  }

  type ForecastPoint {
    start: Day!
    value: Float!
    low80: Float!
    high80: Float!
    low95: Float!
    high95: Float!
  }

  "From the step after the last whole one on. periods are those of the seasons it counts on."
  type SeriesForecast {
    metric: String!
    grain: Grain!
    from: Day!
    to: Day!
    knownAt: Day
    periods: [Int!]!
    points: [ForecastPoint!]!
    freshness: Freshness!
  }

  "lag counts steps of the grain; qValue is the share of false findings to expect among pairs as clear; quarters hold the coefficient over each quarter of the time."
  type LeadingMetric {
    leader: String!
    follower: String!
    lag: Int!
    coefficient: Float!
    pValue: Float!
    qValue: Float!
    effectiveSize: Float!
    quarters: [Float!]!
    isFinding: Boolean!
  }

  type Correlations {
    grain: Grain!
    from: Day!
    to: Day!
    knownAt: Day
    leads: [LeadingMetric!]!
    freshness: Freshness!
  }

  type SimulatedAlarm {
    kind: String!
    from: Day!
    day: Day!
    value: Float
    expected: Float!
    low: Float!
    high: Float!
    score: Float!
    severity: Float!
  }

  type SimulatedDetector {
    metric: String!
    from: Day!
    to: Day!
    knownAt: Day
    falseAlarmsPerYear: Float!
    alarms: [SimulatedAlarm!]!
    freshness: Freshness!
  }
`;
