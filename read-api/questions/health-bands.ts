import type { HealthBands } from '../answers/health.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

/** How many accounts are in each band now. */
export const healthBands = ({ health, freshnessOf }: ReadSide): Answer<HealthBands> =>
  queried(async () => {
    const freshness = await freshnessOf('health');
    const counts = await health.bands();
    return { bands: Object.entries(counts).map(([band, accounts]) => ({ band, accounts })), freshness };
  });
