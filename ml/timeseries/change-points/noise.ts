import { median, robustDeviation } from '../../statistics/quantile.js';

export type Noise = {
  /** Of the values around a level that changes now and then. */
  readonly deviation: number;
  /** Correlation of neighbours, 0 or more. */
  readonly correlation: number;
};

/** Above this, noise cannot be told from a level that wanders. */
const CORRELATION_AT_MOST = 0.5;

const differences = (values: Float64Array, lag: number): Float64Array =>
  values.subarray(lag).map((value, i) => value - (values[i] as number));

/** Where more than half of the differences are the same. */
const plainDeviation = (near: Float64Array): number =>
  Math.sqrt(near.reduce((sum, each) => sum + each * each, 0) / Math.max(1, near.length));

/** From differences of neighbours, which a few changes of level do not spoil. Chakar, Lebarbier, Levy-Leduc and Robin 2017, section 2. */
export const noiseOf = (values: Float64Array, correlationAtMost = CORRELATION_AT_MOST): Noise => {
  const near = differences(values, 1);
  const apart = median(differences(values, 2).map(Math.abs)) / median(near.map(Math.abs));
  const correlation = Number.isFinite(apart) ? Math.min(correlationAtMost, Math.max(0, apart * apart - 1)) : 0;
  return { deviation: (robustDeviation(near) || plainDeviation(near)) / Math.sqrt(2 * (1 - correlation)), correlation };
};

/** How much more the sum of so correlated values varies than that of independent ones. */
export const inflationOf = (correlation: number): number => (1 + correlation) / (1 - correlation);
