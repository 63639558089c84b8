import { type Timestamp, timestampOf } from '../domain/primitives.js';

const SECONDS_BELOW = 100_000_000_000;
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** Milliseconds since 1970 of what may be seconds or milliseconds, told by size. `undefined` where that is no time. */
export const epochMilliseconds = (epoch: number): number | undefined => {
  const milliseconds = Math.trunc(epoch < SECONDS_BELOW ? epoch * 1_000 : epoch);
  return milliseconds > 0 && milliseconds <= LATEST ? milliseconds : undefined;
};

/** Seconds or milliseconds since 1970, told by size. `undefined` where that is no time. */
export const epochTime = (epoch: number): Timestamp | undefined => {
  const milliseconds = epochMilliseconds(epoch);
  return milliseconds === undefined ? undefined : timestampOf(milliseconds);
};
