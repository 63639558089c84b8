/** x[t] less what an autoregression expects after the values before it; there are fewer of those at the beginning. */
export const innovationsOf = (values: Float64Array, autoregression: Float64Array, out: Float64Array): Float64Array => {
  out.set(values);
  for (let k = 0; k < autoregression.length; k += 1) {
    const coefficient = autoregression[k] as number;
    for (let t = k + 1; t < values.length; t += 1)
      out[t] = (out[t] as number) - coefficient * (values[t - 1 - k] as number);
  }
  return out;
};

/**
 * Lets no value be further than `bound` from what the autoregression expects after those before it, and puts what it
 * expects where there is none (NaN). In place.
 */
export const filterOutliers = (values: Float64Array, autoregression: Float64Array, bound: number): void => {
  for (let t = 0; t < values.length; t += 1) {
    let expected = 0;
    for (let k = 0; k < autoregression.length && k < t; k += 1)
      expected += (autoregression[k] as number) * (values[t - 1 - k] as number);
    const innovation = (values[t] as number) - expected;
    if (Number.isNaN(innovation)) values[t] = expected;
    else if (Math.abs(innovation) > bound) values[t] = expected + Math.sign(innovation) * bound;
  }
};
