import { type Timestamp, timestampOf } from '../../domain/primitives.js';

const MINUTES_BEHIND = 3;

/** Up to when records are pulled: what is younger may still be followed by a change that is dated earlier. */
export const behind = (now: Date): Timestamp => {
  const second = Math.floor(now.getTime() / 1000) * 1000;
  return timestampOf(second - MINUTES_BEHIND * 60_000);
};
