/** Mean of f over the places where both are there; NaN of none. */
const meanOver = (actual: Float64Array, other: Float64Array, f: (actual: number, other: number) => number): number => {
  let sum = 0;
  let count = 0;
  actual.forEach((value, i) => {
    const each = f(value, other[i] as number);
    if (Number.isNaN(each)) return;
    sum += each;
    count += 1;
  });
  return sum / count;
};

/** Symmetric mean absolute percentage error, from 0 to 200. Makridakis and Hibon 2000. */
export const symmetricError = (actual: Float64Array, forecast: Float64Array): number =>
  meanOver(actual, forecast, (value, expected) =>
    value === expected ? 0 : (200 * Math.abs(value - expected)) / (Math.abs(value) + Math.abs(expected)),
  );

/** Mean absolute error as a multiple of what the last season once more would have had within the history. Hyndman and Koehler 2006. NaN where the history never changes. */
export const scaledError = (
  actual: Float64Array,
  forecast: Float64Array,
  history: Float64Array,
  period: number,
): number => {
  const naive = meanOver(history.subarray(period), history, (value, before) => Math.abs(value - before));
  return naive > 0 ? meanOver(actual, forecast, (value, expected) => Math.abs(value - expected)) / naive : Number.NaN;
};

/** Share of the values that lie within an interval. */
export const coverage = (actual: Float64Array, low: Float64Array, high: Float64Array): number =>
  meanOver(
    actual.map((value, i) =>
      value < (low[i] as number) || value > (high[i] as number) ? 0 : Number.isNaN(value) ? value : 1,
    ),
    actual,
    (inside) => inside,
  );
