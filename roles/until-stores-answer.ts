import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { whyOutOfReach } from '../infrastructure/out-of-reach.js';
import { backoffMs } from '../projections/following/backoff.js';

/**
 * Tries again for as long as a store is out of reach: the processes of a system start in any order, and each of them may
 * start anew while a store is away. Rejects with anything that waiting does not mend.
 */
export const untilStoresAnswer = async <A>(
  log: Pick<Logger, 'warn'>,
  attempt: () => Promise<A>,
  backoff: (failures: number) => number = backoffMs,
): Promise<A> => {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const reason = whyOutOfReach(error);
      if (reason === undefined) throw error;
      const retryInMs = backoff(failures);
      log.warn({ reason, retryInMs }, 'a store does not answer');
      await sleep(retryInMs);
    }
  }
};
