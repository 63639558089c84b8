/** The values that are there (not NaN), from the smallest to the largest, in a new array. */
export const sortedValues = (values: Float64Array): Float64Array =>
  values.filter((value) => !Number.isNaN(value)).sort();

/**
 * The `p`-quantile of values in ascending order, none of them NaN, interpolated between neighbours; NaN of no values.
 * Hyndman and Fan 1996, definition 7.
 */
export const quantileOfSorted = (sorted: ArrayLike<number>, p: number): number => {
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low === high ? low : low + (high - low) * (place - below);
};

/** As `quantileOfSorted`, of values in any order; NaN are left out. */
export const quantile = (values: Float64Array, p: number): number => quantileOfSorted(sortedValues(values), p);

export const median = (values: Float64Array): number => quantile(values, 0.5);

/** Of a normal distribution, the standard deviation over the median absolute deviation. */
export const NORMAL_CONSISTENCY = 1.482602218505602;

/** A standard deviation that up to half of the values cannot spoil: the median distance from the median, scaled to agree with a normal distribution's. */
export const robustDeviation = (values: Float64Array): number => {
  const middle = median(values);
  return NORMAL_CONSISTENCY * median(values.map((value) => Math.abs(value - middle)));
};
