import type { Examples, Features } from '../../../ml/learning/examples.js';
import { sigmoid } from '../../../ml/learning/logit.js';
import { normalDraw, type Uniform, uniformOf } from '../../../ml/statistics/random.js';

const HONEST = 6;

/** Six honest columns that also told most of it a month earlier, and one that is made of the label. */
export const drawnWithPeek = (seed: number, peek: (label: number, uniform: Uniform) => number) => {
  const uniform = uniformOf(seed);
  const rows = 2000;
  const width = HONEST + 1;
  const values = new Float64Array(rows * width);
  const before = new Float64Array(rows * width);
  const labels = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let logOdds = -1.5;
    for (let c = 0; c < HONEST; c += 1) {
      const lasting = normalDraw(uniform);
      values[row * width + c] = lasting + 0.5 * normalDraw(uniform);
      before[row * width + c] = lasting + 0.5 * normalDraw(uniform);
      logOdds += 0.7 * (values[row * width + c] as number);
    }
    labels[row] = uniform() < sigmoid(logOdds) ? 1 : 0;
    values[row * width + HONEST] = peek(labels[row] as number, uniform);
    before[row * width + HONEST] = peek(0, uniform);
  }
  const columns = Array.from({ length: width }, (_, c) => ({ name: `c${c}`, kind: 'number' }) as const);
  const examples: Examples = { features: { columns, rows, values }, labels };
  const earlier: Features = { columns, rows, values: before };
  return { examples, earlier };
};
