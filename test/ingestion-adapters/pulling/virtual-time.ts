import type { PullingTime } from '../../../ingestion-adapters/pulling/time.js';

type Sleeper = { readonly at: number; readonly wake: () => void };

export type VirtualTime = PullingTime & {
  /** Lets time pass: whoever sleeps wakes in turn, and does what it does before the next one wakes. */
  readonly pass: (milliseconds: number) => Promise<void>;
};

/** Everything that does not wait for time is done. */
export const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
};

export const START = new Date('2026-03-02T08:00:00.000Z');

/** Time that passes only when told to. */
export const virtualTime = (random: () => number = () => 0.5): VirtualTime => {
  let now = START.getTime();
  const sleepers = new Set<Sleeper>();
  return {
    now: () => new Date(now),
    random,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const sleeper: Sleeper = {
          at: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', abort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', abort, { once: true });
      }),
    pass: async (milliseconds) => {
      const until = now + milliseconds;
      for (;;) {
        await settled();
        const next = [...sleepers].toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > until) break;
        now = Math.max(now, next.at);
        next.wake();
      }
      now = until;
    },
  };
};
