/** Correlation of the values with those `lag` steps before, about zero, over the pairs of which both are there; 0 of none. */
export const autocorrelation = (values: Float64Array, lag: number): number => {
  let cross = 0;
  let squares = 0;
  for (let t = lag; t < values.length; t += 1) {
    const one = values[t] as number;
    const other = values[t - lag] as number;
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    cross += one * other;
    squares += (one * one + other * other) / 2;
  }
  return squares === 0 ? 0 : cross / squares;
};
