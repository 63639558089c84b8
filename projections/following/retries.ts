import { reasonOf } from '../folding/failed-event.js';
import { isStoreUnavailable } from '../read-store.js';
import { backoffMs, pause } from './backoff.js';
import type { OwnStatus } from './own-status.js';
import type { Report } from './report.js';

/** How a reader tries again: meanwhile its status and a report say why. */
export type Retries = {
  /** Waits before the store is asked again, the longer the more often it failed in a row. */
  readonly waitForStore: (reason: string, failures: number, signal: AbortSignal) => Promise<void>;
  /** Waits before what failed otherwise is tried again. */
  readonly waitAfter: (reason: string, failures: number, inMs: number, signal: AbortSignal) => Promise<void>;
  /** Does work until it succeeds, whatever it fails with; `undefined` once the signal aborts. */
  readonly persist: <A>(work: () => Promise<A>, signal: AbortSignal) => Promise<A | undefined>;
};

/** From 100 ms to 10 s apart, but for `waitAfter`, whose caller says how long. */
export const makeRetries = (name: string, status: OwnStatus, report: Report): Retries => {
  const waitForStore: Retries['waitForStore'] = async (reason, failures, signal) => {
    const retryInMs = backoffMs(failures);
    status.waiting(reason);
    report({ _tag: 'StoreUnavailable', reader: name, reason, retryInMs });
    await pause(retryInMs, signal);
  };
  const waitAfter: Retries['waitAfter'] = async (reason, failures, inMs, signal) => {
    status.waiting(reason);
    report({ _tag: 'HandlingFailed', reader: name, reason, failures, retryInMs: inMs });
    await pause(inMs, signal);
  };
  return {
    waitForStore,
    waitAfter,
    persist: async (work, signal) => {
      for (let failures = 1; !signal.aborted; failures++) {
        try {
          return await work();
        } catch (error) {
          if (isStoreUnavailable(error)) await waitForStore(error.reason, failures, signal);
          else await waitAfter(reasonOf(error), failures, backoffMs(failures), signal);
        }
      }
      return undefined;
    },
  };
};
