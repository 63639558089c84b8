import { meanSquareOf } from './means.js';

/**
 * Coefficients of an autoregression of the order up to `most` that the Bayesian information criterion prefers, by Burg's
 * method (1975): x[t] = sum of a[k] x[t - 1 - k] + innovation. The values have no gaps and mean zero.
 */
export const burg = (values: Float64Array, most: number): Float64Array => {
  const n = values.length;
  const forward = values.slice();
  const backward = values.slice();
  let power = meanSquareOf(values);
  let coefficients = new Float64Array(0);
  let best = { criterion: n * Math.log(power), coefficients };
  for (let order = 1; order <= most && order < n / 4 && power > 0; order += 1) {
    let cross = 0;
    let square = 0;
    for (let t = order; t < n; t += 1) {
      const f = forward[t] as number;
      const b = backward[t - 1] as number;
      cross += f * b;
      square += f * f + b * b;
    }
    if (square === 0) break;
    const reflection = (2 * cross) / square;
    for (let t = n - 1; t >= order; t -= 1) {
      const f = forward[t] as number;
      const b = backward[t - 1] as number;
      forward[t] = f - reflection * b;
      backward[t] = b - reflection * f;
    }
    const next = new Float64Array(order);
    for (let k = 0; k < order - 1; k += 1)
      next[k] = (coefficients[k] as number) - reflection * (coefficients[order - 2 - k] as number);
    next[order - 1] = reflection;
    coefficients = next;
    power *= 1 - reflection * reflection;
    const criterion = n * Math.log(power) + order * Math.log(n);
    if (criterion < best.criterion) best = { criterion, coefficients };
  }
  return best.coefficients;
};
