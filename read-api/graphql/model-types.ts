/** The models that foretell what becomes of accounts. */
export const modelTypes = /* GraphQL */ `
  extend type Query {
    "The models that predict, how each of their versions did, and whose predictions are shown."
    models(minPosition: Position): ModelList!
    "Every version of a model, and whose predictions were shown at an instant, as the log knew it."
    modelHistory(name: String!, at: String, knownAt: String, minPosition: Position): ModelHistory!
  }

  extend type Mutation {
    "Show the predictions of another version from now on, if it keeps the rule."
    promoteModel(name: String!, version: String!): ChangedModel!
    "Go back to a version that was in use before: the last one, if none is named."
    rollBackModel(name: String!, to: String, reason: String!): ChangedModel!
    "Never use a version again."
    retireModel(name: String!, version: String!): ChangedModel!
  }

  type ModelList {
    items: [PredictionModel!]!
    freshness: Freshness!
  }

  type PredictionModel {
    model: String!
    champion: ModelReign
    versions: [ModelVersion!]!
  }

  type ModelHistory {
    model: String!
    "Whose predictions were shown at the instant that was asked for, now if none was."
    champion: ModelReign
    versions: [ModelVersion!]!
    reigns: [ModelReign!]!
    freshness: Freshness!
  }

  "A time as champion. rollBack says why it was gone back to, null for a promotion."
  type ModelReign {
    version: String!
    since: Instant!
    until: Instant
    approvedBy: ModelApprover!
    rollBack: String
  }

  "kind is rule or person."
  type ModelApprover {
    kind: String!
    name: String!
  }

  "Log position, code version and seed make it again, byte by byte: artifact is the digest of these."
  type ModelVersion {
    version: String!
    "trained, evaluated, challenger, refused, champion, former-champion or retired."
    status: String!
    trainedAt: Instant!
    artifact: String!
    logPosition: String!
    codeVersion: String!
    seed: Int!
    members: [String!]!
    settings: JSON!
    features: [TrainedFeature!]!
    span: DaySpan!
    examples: Int!
    positives: Int!
    evaluation: ModelEvaluation
    challengerSince: Instant
    refused: ModelRefusal
    retiredAt: Instant
  }

  type TrainedFeature {
    name: String!
    version: Int!
    hash: String!
  }

  type DaySpan {
    from: Day!
    to: Day!
  }

  type ModelRefusal {
    at: Instant!
    reasons: [String!]!
  }

  "calibrationError: how far what came was from what was said, as a share."
  type ModelEvaluation {
    span: DaySpan!
    examples: Int!
    metrics: [ModelMetric!]!
    calibration: [CalibrationPoint!]!
    calibrationError: Float!
    comparison: ModelComparison
    evaluatedAt: Instant!
  }

  type ModelMetric {
    name: String!
    horizon: Int
    value: Float!
    low: Float
    high: Float
  }

  type CalibrationPoint {
    horizon: Int
    said: Float!
    came: Float!
    count: Int!
  }

  "with is the champion of that time, null for the naive baseline; a gain above 0 is for the better."
  type ModelComparison {
    with: String
    metric: String!
    gain: Float!
    pValue: Float!
  }

  "Ask with this minPosition to read what was changed."
  type ChangedModel {
    model: String!
    position: Position
  }
`;
