import { setTimeout as wait } from 'node:timers/promises';

/** Half fixed, half random, doubling from 100 ms to 10 s: many processes that lost one server do not come back at once. */
export const backoffMs = (failures: number): number => {
  const ceiling = Math.min(10_000, 100 * 2 ** Math.min(failures, 10));
  return Math.round(ceiling / 2 + (Math.random() * ceiling) / 2);
};

/** Resolves after the time or as soon as the signal aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);
