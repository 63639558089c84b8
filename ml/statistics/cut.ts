import { median, robustDeviation } from './quantile.js';

/** The values with none further from their median than so many robust deviations; as they are, where that deviation is zero. */
export const cut = (values: Float64Array, deviations: number): Float64Array => {
  const middle = median(values);
  const bound = deviations * robustDeviation(values) || Number.POSITIVE_INFINITY;
  return values.map((value) => Math.min(middle + bound, Math.max(middle - bound, value)));
};
