import type { Examples } from '../../../ml/learning/examples.js';
import { normalDraw, uniformOf } from '../../../ml/statistics/random.js';

/** A third of the rows have an amount, log-normal; `truth` is the mean of each row. */
export const drawnAmounts = (seed: number, rows: number): Examples & { readonly truth: Float64Array } => {
  const uniform = uniformOf(seed);
  const values = Float64Array.from({ length: rows * 3 }, () => normalDraw(uniform));
  const truth = new Float64Array(rows);
  const labels = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const [often = 0, size = 0] = values.subarray(row * 3, row * 3 + 2);
    const chance = 1 / (1 + Math.exp(1 - often));
    const middle = Math.exp(7 + 0.6 * size);
    truth[row] = chance * middle * Math.exp(0.8 ** 2 / 2);
    labels[row] = uniform() < chance ? middle * Math.exp(0.8 * normalDraw(uniform)) : 0;
  }
  return {
    features: { columns: ['often', 'size', 'noise'].map((name) => ({ name, kind: 'number' })), rows, values },
    labels,
    truth,
  };
};
