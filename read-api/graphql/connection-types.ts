/** Connections to sources, as REST answers them; changing them is an admin's. */
export const connectionTypes = /* GraphQL */ `
  """
  What changes connections. The same idempotencyKey again is answered, for the same connection and field, without the
  change being made twice.
  """
  type Mutation {
    "A new connection. Its secret is made up where none is given, and answered this once."
    createConnection(source: String!, name: String!, settings: JSON, secret: String, idempotencyKey: String): ChangedConnection!
    "Sets what is said, takes away what unset names, and leaves the rest."
    configureConnection(
      source: String!
      name: String!
      settings: JSON
      unset: [String!]
      idempotencyKey: String
    ): ChangedConnection!
    "Deliveries are refused, for their senders to try again later, and nothing is pulled."
    pauseConnection(source: String!, name: String!, idempotencyKey: String): ChangedConnection!
    resumeConnection(source: String!, name: String!, idempotencyKey: String): ChangedConnection!
    "A new secret, answered this once; the old one is taken besides for some hours."
    rotateConnectionSecret(
      source: String!
      name: String!
      secret: String
      overlapHours: Int = 24
      idempotencyKey: String
    ): ChangedConnection!
    "Only the newest secret is taken from now on."
    retireOldSecrets(source: String!, name: String!, idempotencyKey: String): ChangedConnection!
    "All that the API of the vendor is shown, by name."
    changeConnectionCredentials(
      source: String!
      name: String!
      credentials: JSON!
      idempotencyKey: String
    ): ChangedConnection!
    "What is wrong with a connection, in words. Changes nothing, but asks the vendor."
    testConnection(source: String!, name: String!): TestedConnection!
  }

  type ConnectionList {
    items: [Connection!]!
  }

  type Connection {
    source: String!
    name: String!
    webhookUrl: String!
    paused: Boolean!
    "Why what is kept of it cannot be read, so that it takes and pulls nothing; null while all is well."
    broken: String
    settings: JSON!
    "The newest first."
    secrets: [ConnectionSecret!]!
    "Names of what is shown to the API of the vendor."
    credentials: [String!]!
    "How many things its deliveries said that were kept but not understood."
    notUnderstood: Int!
    deliveries: ConnectionDeliveries!
    "Those that were pulled."
    feeds: [ConnectionFeed!]!
  }

  type ConnectionDeliveries {
    "When the last one came that was new, pushed or pulled."
    lastAt: Instant
    "Kept, and not processed yet."
    waiting: Int!
    "Parts that could not be processed: see quarantine."
    quarantined: Int!
    quarantineUrl: String!
  }

  "How a feed did when it last ran."
  type ConnectionFeed {
    feed: String!
    "When the last run began that got all there was."
    lastPulledAt: Instant
    cursorMovedAt: Instant
    cursorAgeSeconds: Int
    "Failed runs in a row."
    failures: Int!
    lastError: ConnectionFeedError
    "closed, open or half-open."
    circuit: String!
    "Nothing is asked before, since a limit is used up or it failed again and again."
    asksAgainAt: Instant
  }

  type ConnectionFeedError {
    at: Instant!
    reason: String!
  }

  type Quarantine {
    items: [QuarantinedPart!]!
  }

  "Something of a delivery that could not be processed."
  type QuarantinedPart {
    id: ID!
    receipt: ID!
    place: String!
    reason: String!
    seen: Int!
    at: Instant!
    "How many there are."
    bytes: Int!
  }

  type ConnectionSecret {
    fingerprint: String!
    "Null while it is not to end."
    endsAt: Instant
  }

  type ChangedConnection {
    connection: Connection!
    position: Position
    "The secret that was made, not shown again."
    secret: String
  }

  type TestedConnection {
    ok: Boolean!
    checks: [ConnectionCheck!]!
  }

  type ConnectionCheck {
    check: String!
    ok: Boolean!
    says: String!
  }
`;
