/** Alerts, what they are made of, and how people are told. */
export const alertTypes = /* GraphQL */ `
  extend type Query {
    "Alerts, the latest first, with what became of telling people."
    alerts(
      accountId: ID
      ruleId: ID
      status: AlertStatus
      first: Int = 50
      after: String
      minPosition: Position
    ): AlertPage!
    alert(id: ID!, minPosition: Position): FoundAlert!
    "What alerts are made of."
    alertRules(minPosition: Position): AlertRuleList!
    "What a rule would have alerted in the last 30 days; nothing is saved."
    tryAlertRule(rule: AlertRuleInput!, minPosition: Position): TriedAlertRule!
    "The ways to tell people."
    alertChannels: AlertChannelList!
  }

  extend type Mutation {
    "Somebody looks into it: it is not escalated."
    acknowledgeAlert(id: ID!): ChangedAlert!
    "It is done with; the rule alerts again once what it is about has ended."
    resolveAlert(id: ID!): ChangedAlert!
    "A rule, new or instead of the one of this id."
    saveAlertRule(id: ID!, rule: AlertRuleInput!): ChangedAlertRule!
    "Open no alerts for now."
    pauseAlertRule(id: ID!): ChangedAlertRule!
    "Open alerts again."
    resumeAlertRule(id: ID!): ChangedAlertRule!
    "A way to tell people, new or instead of the one of this name; the secret of a webhook is answered this once."
    saveAlertChannel(name: String!, target: AlertChannelInput!): SavedAlertChannel!
  }

  extend type Subscription {
    "Each alert of one account, or of every account without an id, when it is opened and whenever its state, or what became of telling people, changes."
    alertChanged(accountId: ID): FoundAlert!
  }

  enum AlertStatus {
    open
    acknowledged
    resolved
  }

  type AlertPage {
    items: [Alert!]!
    "Give it as after to read on; null on the last page."
    nextCursor: String
    freshness: Freshness!
  }

  type FoundAlert {
    alert: Alert!
    freshness: Freshness!
  }

  "An alert by the version of its rule that was saved at ruleSavedAt."
  type Alert {
    alertId: ID!
    ruleId: ID!
    ruleName: String!
    ruleSavedAt: Instant!
    accountId: ID!
    "What is anomaly, health or metric, and by that the other fields of the REST answer."
    seen: JSON!
    openedAt: Instant!
    status: AlertStatus!
    acknowledgedAt: Instant
    escalatedAt: Instant
    resolvedAt: Instant
    "person, or condition where what it is about ended."
    resolvedBy: String
    deliveries: [AlertDelivery!]!
  }

  "What became of telling one channel that the alert was opened, or escalated."
  type AlertDelivery {
    channel: String!
    about: String!
    "waiting, delivered, failed (tried again at retryAt) or given-up."
    state: String!
    deliveredAt: Instant
    attempts: Int!
    reason: String
    retryAt: Instant
  }

  "Ask with this minPosition to read what was changed."
  type ChangedAlert {
    alertId: ID!
    position: Position
  }

  type AlertRuleList {
    items: [AlertRule!]!
    freshness: Freshness!
  }

  type AlertRule {
    ruleId: ID!
    savedAt: Instant!
    paused: Boolean!
    name: String!
    watch: AlertWatch!
    accounts: WatchedAccounts!
    plan: NoticePlan!
  }

  "The latest of what would have been alerted; accounts are those that the rule watches."
  type TriedAlertRule {
    from: Day!
    to: Day!
    accounts: Int!
    count: Int!
    sample: [WouldBeAlert!]!
    freshness: Freshness!
  }

  type WouldBeAlert {
    accountId: ID!
    seen: JSON!
  }

  "What is anomaly, health-band, health-score, health-fall or metric; the fields it has are those of its kind."
  type AlertWatch {
    what: String!
    metrics: [String!]
    kinds: [String!]
    minimumSeverity: Float
    bands: [String!]
    below: Float
    points: Float
    days: Int
    metric: String
    is: String
    limit: Float
  }

  "Accounts that have all of what is named."
  type WatchedAccounts {
    segment: String
    industry: String
    plan: String
    region: String
  }

  type NoticePlan {
    channels: [String!]!
    escalation: Escalation
    quietHours: QuietHours
  }

  "Who else is told where nobody acknowledged the alert by then."
  type Escalation {
    afterMinutes: Int!
    channels: [String!]!
  }

  "On clocks of the zone; weekdays (mon to sun) are those on which the hours begin."
  type QuietHours {
    timeZone: String!
    from: String!
    to: String!
    weekdays: [String!]!
  }

  input AlertRuleInput {
    name: String!
    watch: AlertWatchInput!
    accounts: WatchedAccountsInput
    plan: NoticePlanInput!
  }

  input AlertWatchInput {
    what: String!
    metrics: [String!]
    kinds: [String!]
    minimumSeverity: Float
    bands: [String!]
    below: Float
    points: Float
    days: Int
    metric: String
    is: String
    limit: Float
  }

  input WatchedAccountsInput {
    segment: String
    industry: String
    plan: String
    region: String
  }

  input NoticePlanInput {
    channels: [String!]!
    escalation: EscalationInput
    quietHours: QuietHoursInput
  }

  input EscalationInput {
    afterMinutes: Int!
    channels: [String!]!
  }

  input QuietHoursInput {
    timeZone: String!
    from: String!
    to: String!
    weekdays: [String!]!
  }

  "Ask with this minPosition to read what was changed."
  type ChangedAlertRule {
    ruleId: ID!
    position: Position
  }

  type AlertChannelList {
    items: [AlertChannel!]!
  }

  "Kind is webhook, slack or mail."
  type AlertChannel {
    name: String!
    kind: String!
  }

  "Kind webhook takes url and secret, slack url, mail to."
  input AlertChannelInput {
    kind: String!
    url: String
    secret: String
    to: [String!]
  }

  type SavedAlertChannel {
    name: String!
    kind: String!
    secret: String
  }
`;
