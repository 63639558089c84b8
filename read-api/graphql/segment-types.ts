/** Segments, their versions, and who is in them. */
export const segmentTypes = /* GraphQL */ `
  extend type Query {
    "The segments, by name; retired ones too."
    segments(minPosition: Position): SegmentList!
    segment(name: String!, minPosition: Position): FoundSegment!
    "Who was in it at the end of a day (today, if not said), by the rule that held then, or by that of a version; with knownAt as the log knew it at the end of that day."
    segmentAccounts(
      name: String!
      asOf: Day
      knownAt: Day
      version: Int
      first: Int = 50
      after: String
      minPosition: Position
    ): SegmentMembers!
    "How many accounts a rule matches, and some of them; nothing is saved."
    tryRule(rule: JSON!, asOf: Day, knownAt: Day, minPosition: Position): TriedRule!
  }

  extend type Mutation {
    defineSegment(name: String!, rule: JSON!, description: String): ChangedSegment!
    "Gives it a new version, which holds from now on."
    redefineSegment(name: String!, rule: JSON!, description: String): ChangedSegment!
    "Nobody is in it from now on; its versions stay."
    retireSegment(name: String!): ChangedSegment!
  }

  type SegmentList {
    items: [Segment!]!
    freshness: Freshness!
  }

  type FoundSegment {
    segment: Segment!
    freshness: Freshness!
  }

  "With the version that holds now, and all there were, the oldest first."
  type Segment {
    name: String!
    retired: Boolean!
    version: Int!
    since: Instant!
    description: String
    "Null where it was retired."
    rule: JSON
    versions: [SegmentVersion!]!
  }

  type SegmentVersion {
    version: Int!
    since: Instant!
    description: String
    rule: JSON
  }

  type SegmentMembers {
    name: String!
    version: Int!
    asOf: Day!
    knownAt: Day
    matching: Int!
    "Of how many the rule cannot tell, for want of what it asks for."
    undecided: Int!
    "How many were known then."
    accounts: Int!
    items: [SegmentAccount!]!
    "Give it as after to read on; null on the last page."
    nextCursor: String
    freshness: Freshness!
  }

  type TriedRule {
    asOf: Day!
    knownAt: Day
    matching: Int!
    undecided: Int!
    accounts: Int!
    sample: [SegmentAccount!]!
    freshness: Freshness!
  }

  "An account at the end of a day, in the fields that rules ask for; null is not known."
  type SegmentAccount {
    accountId: ID!
    name: String
    domain: String
    industry: String
    plan: String
    region: String
    segment: String
    owner: String
    lifecycleStage: String
    employees: Float
    annualRevenue: Float
    arr: Float
    currency: String
    seats: Float
    openCases: Float
    healthScore: Float
    healthBand: String
    daysSinceActivity: Float
    daysToRenewal: Float
    "Names, and the ids of their vendors, of the cohorts that somebody of it is in."
    cohort: [String!]!
  }

  "Ask with this minPosition to read what was changed."
  type ChangedSegment {
    name: String!
    position: Position
  }
`;
