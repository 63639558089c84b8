import { median, robustDeviation } from '../../../statistics/quantile.js';

/** Neighbours on each side. A run shorter than that is a spike, no level. */
const REACH = 7;
const BOUND = 3;

/** Values with those far from the median of their neighbours replaced by it. Hampel 1974. */
export const withoutSpikes = (values: Float64Array): Float64Array => {
  const medians = values.map((_, at) => median(values.subarray(Math.max(0, at - REACH), at + REACH + 1)));
  const bound = BOUND * robustDeviation(values.map((value, at) => value - (medians[at] as number)));
  return values.map((value, at) => {
    const middle = medians[at] as number;
    return Math.abs(value - middle) > bound ? middle : value;
  });
};
