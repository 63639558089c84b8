import { epochMilliseconds } from '../../application/epoch-time.js';
import { instantOf } from '../../application/zone-time.js';
import { type Timestamp, timestampOf } from '../../domain/primitives.js';

/** In UTC or, from projects that export local time, as the clocks of the zone showed it. `undefined` where that is no time. */
export const timeOf = (time: number, timeZone = 'UTC'): Timestamp | undefined => {
  const milliseconds = epochMilliseconds(time);
  return milliseconds === undefined ? undefined : timestampOf(instantOf(milliseconds, timeZone));
};
