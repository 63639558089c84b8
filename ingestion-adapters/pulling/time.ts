import { setTimeout as after } from 'node:timers/promises';

/** What pulling knows of time and chance. */
export type PullingTime = {
  readonly now: () => Date;
  /** Rejects with the signal's reason once it aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** At least 0, below 1. */
  readonly random: () => number;
};

export const realTime: PullingTime = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await after(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  },
  random: Math.random,
};
