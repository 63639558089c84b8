import { describe, expect, it } from 'vitest';
import { drawnWithPeek } from '../../../../bench/learning/made-up/peeking-column.js';
import { leakProbe } from '../../../../ml/learning/leaks/leak-probe.js';
import { normalDraw, type Uniform } from '../../../../ml/statistics/random.js';

const noise = (_: number, uniform: Uniform) => normalDraw(uniform);

describe('the leak probe', () => {
  it('names no honest column', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const { examples, earlier } = drawnWithPeek(seed, noise);
      expect(leakProbe(examples, seed, earlier)).toEqual([]);
    }
  });

  it('finds a column that is the label, and one that is missing unless it happened', () => {
    const labelled = drawnWithPeek(1, (label, uniform) => label + 0.01 * normalDraw(uniform));
    expect(leakProbe(labelled.examples, 1)).toMatchObject([{ column: 'c6', why: 'implausible alone' }]);
    const dated = drawnWithPeek(2, (label, uniform) => (label === 1 ? 100 * uniform() : Number.NaN));
    expect(leakProbe(dated.examples, 1)).toMatchObject([{ column: 'c6', why: 'implausible alone' }]);
  });

  it('finds a column that only half tells, by the others and by what it told a month before', () => {
    const { examples, earlier } = drawnWithPeek(3, (label, uniform) => 2.2 * label + normalDraw(uniform));
    expect(leakProbe(examples, 1)).toMatchObject([{ column: 'c6', why: 'better than all others' }]);
    expect(leakProbe(examples, 1, earlier)).toMatchObject([{ column: 'c6', why: 'not known earlier' }]);
    const slight = drawnWithPeek(4, (label, uniform) => 1.2 * label + normalDraw(uniform));
    expect(leakProbe(slight.examples, 1)).toEqual([]);
    expect(leakProbe(slight.examples, 1, slight.earlier)).toMatchObject([{ column: 'c6', why: 'not known earlier' }]);
  });
});
