/** A series less the straight line that fits it best. */
export const withoutLine = (values: Float64Array): Float64Array => {
  const n = values.length;
  const middle = (n - 1) / 2;
  let mean = 0;
  let above = 0;
  let below = 0;
  for (const value of values) mean += value / n;
  for (let t = 0; t < n; t += 1) {
    above += (t - middle) * ((values[t] as number) - mean);
    below += (t - middle) ** 2;
  }
  const slope = below === 0 ? 0 : above / below;
  return values.map((value, t) => value - mean - slope * (t - middle));
};

/** Above this, a straight line and passing noise are refuted with 95 % confidence. Kwiatkowski, Phillips, Schmidt and Shin 1992, table 1. */
const CRITICAL = 0.146;

/** Whether a series wanders, rather than come back to a straight line. Kwiatkowski, Phillips, Schmidt and Shin 1992. */
export const wanders = (values: Float64Array): boolean => {
  const n = values.length;
  const rest = withoutLine(values);
  const lags = Math.floor(4 * (n / 100) ** 0.25);
  let variance = 0;
  for (let lag = 0; lag <= lags; lag += 1) {
    let product = 0;
    for (let t = lag; t < n; t += 1) product += (rest[t] as number) * (rest[t - lag] as number);
    variance += (product / n) * (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1)));
  }
  let sum = 0;
  let squares = 0;
  for (const value of rest) {
    sum += value;
    squares += sum * sum;
  }
  return squares > CRITICAL * n * n * variance;
};
