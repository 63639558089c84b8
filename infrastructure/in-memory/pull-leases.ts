import { PULL_LEASE_SECONDS, type PullLeases } from '../../application/ports/pull-leases.js';
import { fairShare } from '../../projections/leases.js';

/** Of all who are given the same; the clock is in milliseconds since 1970. */
export const makeInMemoryPullLeases = (clock: () => number = Date.now): PullLeases => {
  const seen = new Map<string, number>();
  const holders = new Map<string, string>();

  const isAlive = (holder: string): boolean =>
    clock() - (seen.get(holder) ?? Number.NEGATIVE_INFINITY) < PULL_LEASE_SECONDS * 1_000;

  const release = (holder: string, connections: Iterable<string>): void => {
    for (const connection of connections) if (holders.get(connection) === holder) holders.delete(connection);
  };

  return {
    claim: async (holder, connections) => {
      seen.set(holder, clock());
      const claimable = connections.map((connection, partition) => {
        const by = holders.get(connection);
        return { partition, holder: by, isTaken: by !== undefined && isAlive(by) };
      });
      const share = fairShare(claimable, holder, [...seen.keys()].filter(isAlive).length);
      const held = new Set(share.flatMap((place) => connections[place] ?? []));
      const own = connections.filter((connection) => holders.get(connection) === holder);
      for (const connection of held) holders.set(connection, holder);
      return { held, surplus: new Set(own.filter((connection) => !held.has(connection))) };
    },
    release: async (holder, connections) => release(holder, connections),
    leave: async (holder) => {
      release(holder, [...holders.keys()]);
      seen.delete(holder);
    },
  };
};
