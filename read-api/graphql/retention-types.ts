/** Cohorts of customers, and what they keep. */
export const retentionTypes = /* GraphQL */ `
  enum CohortGrain {
    month
    quarter
  }

  type Cohorts {
    grain: CohortGrain!
    from: Day!
    to: Day!
    asOf: Day!
    knownAt: Day
    "One; of a split book, one a part that has any."
    triangles: [RetentionTriangle!]!
    freshness: Freshness!
  }

  type RetentionTriangle {
    part: String
    "By start. Periods in which nobody became a customer are left out."
    cohorts: [CustomerCohort!]!
    "All cohorts that are so old, taken together."
    averages: [AverageAge!]!
  }

  "The accounts that became customers in one month or quarter."
  type CustomerCohort {
    start: Day!
    accounts: Int!
    "As far as the months or quarters are over."
    ages: [CohortAge!]!
  }

  "Of a cohort at the end of a month or quarter: age 0 is the one in which its accounts became customers."
  type CohortAge implements Retention {
    age: Int!
    "The last day of the month or quarter."
    day: Day!
    accounts: Int!
    leftOut: Int!
    paying: Int!
    startValue: Float!
    keptValue: Float!
    value: Float!
    logo: Float
    gross: Float
    net: Float
  }

  type AverageAge implements Retention {
    age: Int!
    accounts: Int!
    leftOut: Int!
    paying: Int!
    startValue: Float!
    keptValue: Float!
    value: Float!
    logo: Float
    gross: Float
    net: Float
  }

  type RollingRetention {
    since: Day!
    asOf: Day!
    knownAt: Day
    "One, if there were customers; of a split book, one a part that had any."
    parts: [PartRetention!]!
    freshness: Freshness!
  }

  type PartRetention implements Retention {
    part: String
    accounts: Int!
    leftOut: Int!
    paying: Int!
    startValue: Float!
    keptValue: Float!
    value: Float!
    logo: Float
    gross: Float
    net: Float
    "Those of accounts that are not paying."
    logoChurn: Float
  }

  "What became of accounts that paid at a start. Amounts are yearly values. Shares are null of nothing."
  interface Retention {
    "Those whose value is known both at the start and now."
    accounts: Int!
    "Those with contracts in several currencies at either, which are part of no other number here."
    leftOut: Int!
    paying: Int!
    startValue: Float!
    "Of each account the smaller one of its value at the start and now."
    keptValue: Float!
    value: Float!
    "paying of accounts."
    logo: Float
    "keptValue of startValue."
    gross: Float
    "value of startValue."
    net: Float
  }
`;
