/** Of the values that are there (not NaN). `mean` is NaN of none, `variance` (unbiased) is NaN of fewer than two. */
export type Moments = { readonly count: number; readonly mean: number; readonly variance: number };

/** Welford 1962, in one pass, so that large means lose no digits of the variance. */
export const momentsOf = (values: Float64Array): Moments => {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }
  return {
    count,
    mean: count === 0 ? Number.NaN : mean,
    variance: count < 2 ? Number.NaN : squares / (count - 1),
  };
};
