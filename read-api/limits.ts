/** How much one caller may ask of an instance. */
export type Limits = {
  readonly bodyBytes: number;
  readonly socketMessageBytes: number;
  readonly socketInitTimeoutMs: number;
  readonly subscriptionsPerSocket: number;
  readonly graphqlDepth: number;
  readonly graphqlQuestions: number;
  readonly minPositionWaitMs: number;
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
  minPositionWaitMs: 2_000,
  liveRefreshMs: 30_000,
  liveRetryMs: 1_000,
};
