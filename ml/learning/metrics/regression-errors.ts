const meanOver = (predicted: Float64Array, actual: Float64Array, of: (error: number) => number): number =>
  predicted.reduce((sum, value, row) => sum + of((actual[row] as number) - value), 0) / predicted.length;

export const meanAbsoluteError = (predicted: Float64Array, actual: Float64Array): number =>
  meanOver(predicted, actual, Math.abs);

export const rootMeanSquareError = (predicted: Float64Array, actual: Float64Array): number =>
  Math.sqrt(meanOver(predicted, actual, (error) => error * error));

/** The loss that the `p`-quantile makes least. Koenker and Bassett 1978. */
export const pinballLoss = (predicted: Float64Array, actual: Float64Array, p: number): number =>
  meanOver(predicted, actual, (error) => Math.max(p * error, (p - 1) * error));

/** The share of values within their interval, its ends included. */
export const intervalCoverage = (low: Float64Array, high: Float64Array, actual: Float64Array): number =>
  actual.reduce(
    (inside, value, row) => inside + (value >= (low[row] as number) && value <= (high[row] as number) ? 1 : 0),
    0,
  ) / actual.length;
