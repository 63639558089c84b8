import { PULL_LEASE_SECONDS, type PullLeases } from '../../application/ports/pull-leases.js';
import type { PullingTime } from './time.js';

export type KeepLeasesDeps = {
  readonly leases: PullLeases;
  /** Names this process among all that pull. */
  readonly holder: string;
  readonly time: Pick<PullingTime, 'now' | 'sleep'>;
  /** Others may pull what was held until now, since the store was not reached for so long. */
  readonly onExpired: () => void;
};

export type KeptLeases = {
  readonly holds: (connection: string) => boolean;
  /** Rejects as the store does; what is held stays so until it expires. `ended` resolves once nothing of a connection is under way. */
  readonly claim: (connections: ReadonlyArray<string>, ended: (connection: string) => Promise<void>) => Promise<void>;
  /** Once nothing is under way. Never rejects: what is not left expires. */
  readonly leave: () => Promise<void>;
};

/** For what is under way to end. */
const MARGIN_MS = 2_000;

/** What this process may pull. It takes itself to have lost all of it before anybody else does. */
export const keepLeases = ({ leases, holder, time, onExpired }: KeepLeasesDeps): KeptLeases => {
  let held: ReadonlySet<string> = new Set();
  let clock = new AbortController();

  const expireAt = (at: number): void => {
    clock.abort();
    clock = new AbortController();
    time.sleep(Math.max(0, at - time.now().getTime()), clock.signal).then(
      () => {
        held = new Set();
        onExpired();
      },
      () => undefined,
    );
  };

  return {
    holds: (connection) => held.has(connection),
    claim: async (connections, ended) => {
      const begun = time.now().getTime();
      const claimed = await leases.claim(holder, connections);
      held = claimed.held;
      expireAt(begun + PULL_LEASE_SECONDS * 1_000 - MARGIN_MS);
      for (const connection of claimed.surplus) {
        void ended(connection)
          .then(() => leases.release(holder, [connection]))
          .catch(() => undefined);
      }
    },
    leave: async () => {
      clock.abort();
      await leases.leave(holder).catch(() => undefined);
    },
  };
};
