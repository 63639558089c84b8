import { type Timestamp, timestampOf } from '../../domain/primitives.js';

const SECOND = 1;
const MINUTE = 60;
const HOUR = 3_600;

/** Seconds to wait after each failure (Standard Webhooks 1.0.0, "Retry schedule"). */
const waits = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** When to try again what failed for the `attempt`-th time; null once it was tried for three days. */
export const retryAt = (attempt: number, now: Timestamp): Timestamp | null => {
  const wait = waits[attempt - 1];
  return wait === undefined ? null : timestampOf(Date.parse(now) + wait * 1_000);
};
