import type { TrendMetrics } from '../answers/trends.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

/** The metrics there are points of, and how each adds up. */
export const trendMetrics = ({ trends, freshnessOf }: ReadSide): Answer<TrendMetrics> =>
  queried(async () => {
    const freshness = await freshnessOf('trends');
    return { metrics: await trends.metrics(), freshness };
  });
