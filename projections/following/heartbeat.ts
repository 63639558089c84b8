import { isStoreUnavailable } from '../read-store.js';
import { backoffMs, pause } from './backoff.js';
import type { Report } from './report.js';

export type Heartbeat = {
  /** The next beat is at once instead of when it is time. */
  readonly hurry: () => void;
  /**
   * Beats again and again, one beat at a time; while the store is away, with backoff. Resolves once the signal aborted and
   * the last beat ended. Rejects with what a beat threw, `StoreUnavailable` apart.
   */
  readonly run: (beat: () => Promise<void>) => Promise<void>;
};

/** Something to be done every so many milliseconds until the signal aborts. */
export const makeHeartbeat = (everyMs: number, report: Report, signal: AbortSignal): Heartbeat => {
  let hurried = new AbortController();
  const run: Heartbeat['run'] = async (beat) => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await pause(everyMs, AbortSignal.any([signal, hurried.signal]));
        hurried = new AbortController();
        if (!signal.aborted) await beat();
        failures = 0;
      } catch (error) {
        if (!isStoreUnavailable(error)) throw error;
        failures += 1;
        const retryInMs = backoffMs(failures);
        report({ _tag: 'StoreUnavailable', reader: 'projector', reason: error.reason, retryInMs });
        await pause(retryInMs, signal);
      }
    }
  };
  return { hurry: () => hurried.abort(), run };
};
