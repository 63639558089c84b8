import { expect, it } from 'vitest';
import { comparePairedLosses } from '../../../../ml/learning/metrics/paired-losses.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const eachItsOwn = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);

it('what loses less is better, and what loses the same is neither', () => {
  const losses = Float64Array.of(0.1, 0.4, 0.2, 0.3);
  expect(comparePairedLosses(losses, losses, eachItsOwn(4))).toEqual({ gain: 0, pValue: 1 });
  expect(comparePairedLosses(losses, Float64Array.of(0.3, 0.4, 0.4, 0.6), eachItsOwn(4)).gain).toBeCloseTo(0.175, 12);
});

it('where there is no difference, few are called significant, also where rows of an account err together', () => {
  const uniform = uniformOf(5);
  const accounts = 40;
  const groups = Int32Array.from({ length: accounts * 10 }, (_, row) => row % accounts);
  const called = Array.from({ length: 400 }, () => {
    const shared = Float64Array.from({ length: accounts }, () => normalDraw(uniform));
    const one = groups.length;
    const losses = Float64Array.from({ length: one }, (_, row) => shared[row % accounts] ?? 0);
    const p = (own: Int32Array) => comparePairedLosses(losses, new Float64Array(one), own).pValue;
    return { together: p(groups) < 0.05, apart: p(eachItsOwn(one)) < 0.05 };
  });
  const share = (name: 'together' | 'apart') => called.filter((each) => each[name]).length / called.length;
  expect(share('together')).toBeLessThan(0.1);
  expect(share('apart')).toBeGreaterThan(0.4);
});

it('of one account alone nothing is told', () => {
  expect(comparePairedLosses(Float64Array.of(0, 0), Float64Array.of(1, 2), Int32Array.of(3, 3)).pValue).toBe(1);
});
