import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../../ml/statistics/moments.js';
import { neighbourCorrelation } from '../../../ml/statistics/neighbour-correlation.js';
import { normalQuantile, normalTail } from '../../../ml/statistics/normal.js';
import { median, quantile, robustDeviation } from '../../../ml/statistics/quantile.js';
import { normalDraw, uniformOf } from '../../../ml/statistics/random.js';

const values = (...numbers: ReadonlyArray<number>) => Float64Array.from(numbers);

describe('quantiles', () => {
  it('lie between neighbours, and leave out what is not there', () => {
    expect(quantile(values(4, 1, Number.NaN, 3, 2), 0.25)).toBeCloseTo(1.75);
    expect(median(values(7))).toBe(7);
    expect(median(values())).toBeNaN();
    expect(quantile(values(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  it('give a deviation that outliers do not move', () => {
    expect(robustDeviation(values(1, 2, 3, 4, 1e9))).toBeCloseTo(1.4826, 4);
  });
});

describe('moments', () => {
  it('keep the digits of the variance beside a large mean', () => {
    expect(momentsOf(values(1e9 + 4, 1e9 + 7, Number.NaN, 1e9 + 13, 1e9 + 16))).toEqual({
      count: 4,
      mean: 1e9 + 10,
      variance: 30,
    });
    expect(momentsOf(values())).toEqual({ count: 0, mean: Number.NaN, variance: Number.NaN });
  });
});

describe('the normal distribution', () => {
  it('agrees with tables, far out too', () => {
    expect(normalTail(0)).toBeCloseTo(0.5, 6);
    expect(normalTail(1.959963984540054) / 0.025).toBeCloseTo(1, 6);
    expect(normalTail(-1)).toBeCloseTo(0.8413447, 6);
    expect(normalTail(8) / 6.22096057427178e-16).toBeCloseTo(1, 5);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 7);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 6);
  });
});

describe('random draws', () => {
  it('are the same for the same seed, others for another, and look normal', () => {
    const draws = (seed: number) => {
      const uniform = uniformOf(seed);
      return Float64Array.from({ length: 20_000 }, () => normalDraw(uniform));
    };
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)[0]).not.toBe(draws(2)[0]);
    const { mean, variance } = momentsOf(draws(7));
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});

describe('the correlation of neighbours', () => {
  it('is that of the process, and 0 where there is none to see', () => {
    const uniform = uniformOf(5);
    let last = 0;
    const alike = Float64Array.from({ length: 5000 }, () => {
      last = 0.6 * last + normalDraw(uniform);
      return 1000 + last;
    });
    expect(neighbourCorrelation(alike, 0.95)).toBeCloseTo(0.6, 1);
    expect(neighbourCorrelation(alike, 0.5)).toBe(0.5);
    expect(neighbourCorrelation(values(1, -1, 1, -1), 0.95)).toBe(0);
    expect(neighbourCorrelation(values(3, 3, 3), 0.95)).toBe(0);
  });
});
