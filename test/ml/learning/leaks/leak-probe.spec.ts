import { describe, expect, it } from 'vitest';
import type { Examples, Features } from '../../../../ml/learning/examples.js';
import { leakProbe } from '../../../../ml/learning/leaks/leak-probe.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { normalDraw, type Uniform, uniformOf } from '../../../../ml/statistics/random.js';

const HONEST = 6;

/** Six honest columns that also told most of it a month earlier, and one that is made of the label. */
const drawn = (seed: number, peek: (label: number, uniform: Uniform) => number) => {
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

const noise = (_: number, uniform: Uniform) => normalDraw(uniform);

describe('the leak probe', () => {
  it('names no honest column', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const { examples, earlier } = drawn(seed, noise);
      expect(leakProbe(examples, seed, earlier)).toEqual([]);
    }
  });

  it('finds a column that is the label, and one that is missing unless it happened', () => {
    const labelled = drawn(1, (label, uniform) => label + 0.01 * normalDraw(uniform));
    expect(leakProbe(labelled.examples, 1)).toMatchObject([{ column: 'c6', why: 'implausible alone' }]);
    const dated = drawn(2, (label, uniform) => (label === 1 ? 100 * uniform() : Number.NaN));
    expect(leakProbe(dated.examples, 1)).toMatchObject([{ column: 'c6', why: 'implausible alone' }]);
  });

  it('finds a column that only half tells, by the others and by what it told a month before', () => {
    const { examples, earlier } = drawn(3, (label, uniform) => 2.2 * label + normalDraw(uniform));
    expect(leakProbe(examples, 1)).toMatchObject([{ column: 'c6', why: 'better than all others' }]);
    expect(leakProbe(examples, 1, earlier)).toMatchObject([{ column: 'c6', why: 'not known earlier' }]);
    const slight = drawn(4, (label, uniform) => 1.2 * label + normalDraw(uniform));
    expect(leakProbe(slight.examples, 1)).toEqual([]);
    expect(leakProbe(slight.examples, 1, slight.earlier)).toMatchObject([{ column: 'c6', why: 'not known earlier' }]);
  });
});
