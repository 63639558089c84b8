import type { PullingTime } from '../../../ingestion-adapters/pulling/time.js';
import type { Random } from '../../../simulator/prng.js';

export type SimulatedClock = PullingTime & {
  readonly pass: (milliseconds: number) => void;
  /** Never backwards. */
  readonly moveTo: (at: number) => void;
};

/** A clock that whoever sleeps moves on, and nothing else but what a test does. */
export const simulatedClock = (from: number, { uniform }: Random): SimulatedClock => {
  let now = from;
  const moveTo = (at: number) => {
    now = Math.max(now, Math.ceil(at));
  };
  const pass = (milliseconds: number) => moveTo(now + milliseconds);
  return {
    now: () => new Date(now),
    random: uniform,
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      pass(milliseconds);
    },
    pass,
    moveTo,
  };
};
