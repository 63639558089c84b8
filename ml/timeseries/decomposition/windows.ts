import type { SeasonalWindow } from './cycle-subseries.js';

export const oddFrom = (least: number): number => {
  const whole = Math.ceil(least);
  return whole % 2 === 0 ? whole + 1 : whole;
};

/** The least that keeps the season out of the trend. Cleveland et al. 1990, section 3.4. */
export const trendWindowOf = (period: number, seasonal: SeasonalWindow): number =>
  oddFrom((1.5 * period) / (1 - 1.5 / (seasonal === 'periodic' ? Number.POSITIVE_INFINITY : seasonal)));

/** About how many coefficients a trend has that is a line in every window of values. */
export const trendFreedom = (values: number, window: number): number => (2 * values) / window;
