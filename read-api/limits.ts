/** How much one caller may ask of an instance. */
export type Limits = {
  readonly bodyBytes: number;
  readonly socketMessageBytes: number;
  readonly socketInitTimeoutMs: number;
  readonly subscriptionsPerSocket: number;
  readonly graphqlDepth: number;
  readonly graphqlQuestions: number;
  /** How long a request may wait for a position, or for a receipt to be processed, and how many may at once. */
  readonly minPositionWaitMs: number;
  readonly waiters: number;
  readonly liveRefreshMs: number;
  readonly liveRetryMs: number;
};

export const defaultLimits: Limits = {
  bodyBytes: 262_144,
  socketMessageBytes: 65_536,
  socketInitTimeoutMs: 10_000,
  subscriptionsPerSocket: 100,
  graphqlDepth: 8,
  graphqlQuestions: 30,
  minPositionWaitMs: 5_000,
  waiters: 1_000,
  liveRefreshMs: 30_000,
  liveRetryMs: 1_000,
};
