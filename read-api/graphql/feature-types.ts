/** What predictions are told from. */
export const featureTypes = /* GraphQL */ `
  extend type Query {
    "The features that are declared, in every version that is kept, with how each spreads over the accounts."
    features(minPosition: Position): FeatureList!
    "The features of an account today, or at the end of a day, from what the log held then or at the end of another."
    accountFeatures(accountId: ID!, asOf: Day, knownAt: Day, minPosition: Position): AccountFeatures!
  }

  type FeatureList {
    "The hash of all definitions together."
    set: String!
    items: [Feature!]!
    "What the last comparison of what is served with what the facts give found."
    parity: FeatureParity
    freshness: Freshness!
  }

  type Feature {
    column: String!
    name: String!
    version: Int!
    entity: String!
    "number or category."
    kind: String!
    "Days that it looks back; null where it is told from all there was."
    window: Int
    "When it is missing: never, before-first (until anything of its kind was reported) or no-basis (also with nothing to set it against)."
    nullRule: String!
    description: String!
    "Of what it says of itself and of what it computes."
    hash: String!
    "Null while nobody looked."
    spread: FeatureSpread
  }

  type FeatureSpread {
    day: Day!
    count: Int!
    missing: Int!
    missingShare: Float!
    mean: Float
    sd: Float
    "At 0, 5, 25, 50, 75, 95 and 100 %."
    quantiles: [Float!]
    "The most frequent ones."
    categories: [CategoryCount!]
  }

  type CategoryCount {
    category: String!
    count: Int!
  }

  type FeatureParity {
    at: Instant!
    "How many accounts were compared."
    checked: Int!
    differing: [FeatureDifference!]!
  }

  type FeatureDifference {
    accountId: ID!
    columns: [String!]!
  }

  type AccountFeatures {
    "The root, where the account was merged."
    accountId: ID!
    day: Day!
    knownAt: Day
    set: String!
    "Of the definitions, the account, the day and the values; empty where nothing was known of it."
    digest: String!
    "Up to where the log had been read, at least."
    position: Position!
    values: [FeatureOfAccount!]!
    freshness: Freshness!
  }

  type FeatureOfAccount {
    column: String!
    name: String!
    version: Int!
    "A number, the text of a category, or null where it is missing."
    value: JSON
    description: String!
  }
`;
