/** Of the connections that a process would pull. */
export type Claimed = {
  /** Those it pulls from now on, and nobody else does, until it claims again or was not heard of for `PULL_LEASE_SECONDS`. */
  readonly held: ReadonlySet<string>;
  /** Those it has more than its share of, for others: to be released once nothing of them is under way. */
  readonly surplus: ReadonlySet<string>;
};

/** Which process pulls a connection: one at a time, by the clock of the store alone, and each process about as many as the others. */
export type PullLeases = {
  /** By key, such as `hubspot/production`; says, too, that the holder is alive. */
  readonly claim: (holder: string, connections: ReadonlyArray<string>) => Promise<Claimed>;
  readonly release: (holder: string, connections: ReadonlyArray<string>) => Promise<void>;
  /** The holder pulls nothing any more. */
  readonly leave: (holder: string) => Promise<void>;
};

/** Seconds after which a process that did not claim again is taken to be dead. */
export const PULL_LEASE_SECONDS = 10;
