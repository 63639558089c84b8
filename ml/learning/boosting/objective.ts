/** What trees are to learn. Arrays have one element a row; `raw` is what the trees sum to. */
export type Objective = {
  /** Whether there can be such a label. */
  readonly allows: (label: number) => boolean;
  /** The best raw prediction that is the same for all rows. */
  readonly start: (labels: Float64Array, weights: Float64Array) => number;
  /** Writes gradient and hessian of the loss of row `r` to `2r` and the next place. */
  readonly slopes: (labels: Float64Array, weights: Float64Array, raw: Float64Array, slopes: Float64Array) => void;
  /** The loss of one row, to compare rounds by. */
  readonly loss: (label: number, raw: number) => number;
  /** A raw prediction in the units of the labels; of classes, the probability of class 1. */
  readonly answer: (raw: number) => number;
  /** The value of a leaf by what its rows are off, where slopes do not give it. */
  readonly leaf?: (residuals: Float64Array, weights: Float64Array) => number;
};

/** `quantile` is of the share `level`; `tweedie` (amounts, many of them zero) of a power between 1 and 2; `gamma` of amounts above zero. */
export type ObjectiveName =
  | { readonly kind: 'logistic' }
  | { readonly kind: 'squared' }
  | { readonly kind: 'quantile'; readonly level: number }
  | { readonly kind: 'tweedie'; readonly power: number }
  | { readonly kind: 'gamma' };

export const weightedMean = (values: Float64Array, weights: Float64Array): number => {
  let sum = 0;
  let weight = 0;
  for (let row = 0; row < values.length; row += 1) {
    sum += (weights[row] as number) * (values[row] as number);
    weight += weights[row] as number;
  }
  return sum / weight;
};

/** The value that a share `level` of the weight does not exceed. */
export const weightedQuantile = (values: Float64Array, weights: Float64Array, level: number): number => {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (const row of order) {
    sum += weights[row] as number;
    if (sum >= level * whole) return values[row] as number;
  }
  return Number.NaN;
};
