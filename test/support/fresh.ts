import type { Freshness } from '../../projections/freshness.js';

/** Of a read model that has read everything, up to this position. */
export const freshAt = (readModel: string, position: string | null): Freshness => ({
  readModel,
  position,
  lagSeconds: 0,
  lagEvents: 0,
  lagEventsEstimated: false,
});
