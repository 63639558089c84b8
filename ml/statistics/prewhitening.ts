/** x[t] less what an autoregression expects after the values before it; there are fewer of those at the beginning. */
export const innovationsOf = (values: Float64Array, autoregression: Float64Array, out: Float64Array): Float64Array => {
  for (let t = 0; t < values.length; t += 1) {
    let rest = values[t] as number;
    for (let k = 0; k < autoregression.length && k < t; k += 1)
      rest -= (autoregression[k] as number) * (values[t - 1 - k] as number);
    out[t] = rest;
  }
  return out;
};

/** Puts what the autoregression expects where there is no value, in place. */
export const impute = (values: Float64Array, present: Uint8Array, autoregression: Float64Array): void => {
  for (let t = 0; t < values.length; t += 1) {
    if (present[t] !== 0) continue;
    let expected = 0;
    for (let k = 0; k < autoregression.length && k < t; k += 1)
      expected += (autoregression[k] as number) * (values[t - 1 - k] as number);
    values[t] = expected;
  }
};
