/** What is unusual, and what is said of it. */
export const anomalyTypes = /* GraphQL */ `
  extend type Query {
    "How many false alarms a year each metric may cause in which segment."
    detectorSensitivity: DetectorSensitivity!
  }

  extend type Mutation {
    "Look more or less closely at a metric, a segment, or a metric of a segment; without falseAlarmsPerYear, as usual again."
    setSensitivity(metric: String, segment: String, falseAlarmsPerYear: Float): ChangedSensitivity!
    "Somebody looks into it."
    acknowledgeAnomaly(id: ID!): ChangedAnomaly!
    "Says why it came, naming no person."
    explainAnomaly(id: ID!, explanation: String!): ChangedAnomaly!
    "It is done with."
    resolveAnomaly(id: ID!): ChangedAnomaly!
    "It is not done with after all."
    reopenAnomaly(id: ID!): ChangedAnomaly!
  }

  "usual holds where nothing else is said; a null metric or segment is any."
  type DetectorSensitivity {
    version: Int!
    usual: Float!
    settings: [SensitivitySetting!]!
  }

  "Of 0, nobody looks."
  type SensitivitySetting {
    metric: String
    segment: String
    falseAlarmsPerYear: Float!
    since: Instant!
  }

  type ChangedSensitivity {
    position: Position
  }

  enum AnomalyStatus {
    open
    acknowledged
    explained
    resolved
  }

  type AnomalyPage {
    items: [Anomaly!]!
    "Give it as after to read on; null on the last page."
    nextCursor: String
    freshness: Freshness!
  }

  "facts are the latest of what else happened to the account about then, as probable causes."
  type FoundAnomaly {
    anomaly: Anomaly!
    facts: [Fact!]!
    factCount: Int!
    freshness: Freshness!
  }

  "A metric that did not do what its own history lets expect, from one day to another; value is null where nothing was said."
  type Anomaly {
    anomalyId: ID!
    accountId: ID!
    metric: String!
    kind: String!
    from: Day!
    day: Day!
    value: Float
    expected: Float!
    low: Float!
    high: Float!
    "Minus the decimal logarithm of how probable something as unusual is though nothing happens."
    score: Float!
    "How far the value is from the expected one, as a share of that."
    severity: Float!
    falseAlarmsPerYear: Float!
    detectedAt: Instant!
    status: AnomalyStatus!
    statusSince: Instant!
    explanation: String
  }

  "Where a fact stands in the log, without what it says."
  type Fact {
    id: ID!
    type: String!
    stream: String!
    revision: String!
    position: Position!
    occurredAt: Instant!
  }

  "Ask with this minPosition to read what was changed."
  type ChangedAnomaly {
    anomalyId: ID!
    position: Position
  }
`;
