import { describe, expect, it } from 'vitest';
import { autoregressiveFit } from '../../../ml/statistics/autoregressive-fit.js';
import { burg } from '../../../ml/statistics/burg.js';
import { cut } from '../../../ml/statistics/cut.js';
import { fTail } from '../../../ml/statistics/f-tail.js';
import { coefficientCovariances, leastSquares } from '../../../ml/statistics/least-squares.js';
import { normalDraw, uniformOf } from '../../../ml/statistics/random.js';

const autoregressive = (length: number, seed: number, ...coefficients: ReadonlyArray<number>): Float64Array => {
  const uniform = uniformOf(seed);
  const values = new Float64Array(length);
  for (let t = 0; t < length; t += 1)
    values[t] = coefficients.reduce((sum, each, k) => sum + each * (values[t - 1 - k] ?? 0), normalDraw(uniform));
  return values;
};

describe('the F distribution', () => {
  it('agrees with tables, far out too', () => {
    expect(fTail(3.5, 2, 40)).toBeCloseTo(0.03974135475714913, 12);
    expect(fTail(1.2, 6, 300)).toBeCloseTo(0.306107960982675, 12);
    expect(fTail(0.4, 10, 12)).toBeCloseTo(0.9218730926513672, 12);
    expect(fTail(80, 6, 900) / 3.6154359478619085e-80).toBeCloseTo(1, 8);
    expect([fTail(0, 3, 3), fTail(Number.POSITIVE_INFINITY, 3, 3)]).toEqual([1, 0]);
  });
});

describe('an autoregression', () => {
  it('is estimated with the order that fits', () => {
    const [first, second, ...rest] = burg(autoregressive(2000, 1, 0.5, 0.3), 5);
    expect(first).toBeCloseTo(0.5, 1);
    expect(second).toBeCloseTo(0.3, 1);
    expect(rest).toEqual([]);
    expect(burg(autoregressive(500, 2), 3)).toHaveLength(0);
    expect(burg(new Float64Array(50), 3)).toHaveLength(0);
  });
});

describe('least squares', () => {
  const ones = new Float64Array(5).fill(1);
  const line = Float64Array.of(0, 1, 2, 3, 4);
  const all = new Uint8Array(5).fill(1);

  it('find the coefficients over the rows in use, and how they vary', () => {
    const bent = Float64Array.of(1, 3, 5, 7, 1000);
    expect([...(leastSquares([ones, line], bent, Uint8Array.of(1, 1, 1, 1, 0)) ?? [])]).toEqual([
      expect.closeTo(1, 9),
      expect.closeTo(2, 9),
    ]);
    const covariances = coefficientCovariances([ones, line], all);
    expect(covariances?.[0]?.[0]).toBeCloseTo(0.6, 9);
    expect(covariances?.[1]?.[0]).toBeCloseTo(-0.2, 9);
    expect(covariances?.[1]?.[1]).toBeCloseTo(0.1, 9);
  });

  it('have no answer for columns that depend on each other', () => {
    expect(leastSquares([ones, ones], line, all)).toBeUndefined();
    expect(coefficientCovariances([line, line.map((value) => 3 * value)], all)).toBeUndefined();
  });
});

describe('a regression in autoregressive noise', () => {
  it('finds coefficients and noise beside outliers and gaps', () => {
    const column = Float64Array.from({ length: 600 }, (_, i) => Math.sin(i / 3));
    const values = autoregressive(600, 3, 0.7).map((noise, i) => 10 + 4 * (column[i] as number) + noise);
    for (const place of [50, 200, 351]) values[place] = 1e6;
    values.fill(Number.NaN, 400, 440);
    const fit = autoregressiveFit(values, [column], { clip: 3, start: cut(values, 5) });
    expect(fit?.coefficients[0]).toBeCloseTo(10, -0.3);
    expect(Math.abs((fit?.coefficients[1] ?? 0) - 4)).toBeLessThan(0.2);
    expect(Math.abs((fit?.autoregression[0] ?? 0) - 0.7)).toBeLessThan(0.1);
    expect(fit?.cleaned.every(Number.isFinite)).toBe(true);
  });
});

describe('cut values', () => {
  it('stay within some deviations of their median, gaps remain', () => {
    const values = Float64Array.of(1, 2, Number.NaN, 3, 4, 1e9);
    expect([...cut(values, 2)]).toEqual([1, 2, Number.NaN, 3, 4, expect.closeTo(3 + 2 * 1.4826, 3)]);
    expect([...cut(Float64Array.of(5, 5, 5, 9), 2)]).toEqual([5, 5, 5, 9]);
  });
});
