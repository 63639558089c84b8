import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../../../ml/statistics/moments.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { mstl } from '../../../../ml/timeseries/decomposition/mstl.js';
import { decomposed } from '../series-support.js';

const day = (i: number) => 4 * Math.sin((2 * Math.PI * i) / 24);
const week = (i: number) => (i % 168 >= 120 ? -5 : 2);
const level = (i: number) => 50 + 0.01 * i;

const hourly = (noise: number) => {
  const uniform = uniformOf(3);
  return Float64Array.from({ length: 168 * 12 }, (_, i) => level(i) + day(i) + week(i) + noise * normalDraw(uniform));
};

describe('a day within a week', () => {
  it('is told from the week, and both from the trend', () => {
    const { trend, seasonal, remainder } = decomposed(mstl(hourly(1), [168, 24]));
    expect(seasonal.map(({ period }) => period)).toEqual([24, 168]);
    const off = (values: Float64Array, truth: (i: number) => number) =>
      Math.sqrt(momentsOf(values.map((value, i) => value - truth(i))).variance);
    expect(off(seasonal[0]?.values as Float64Array, day)).toBeLessThan(0.5);
    expect(off(seasonal[1]?.values as Float64Array, week)).toBeLessThan(0.6);
    expect(off(trend, level)).toBeLessThan(0.3);
    expect(Math.sqrt(momentsOf(remainder).variance)).toBeCloseTo(1, 0);
  });
});

describe('no season', () => {
  it('leaves the trend, which follows the values without the outliers', () => {
    const uniform = uniformOf(5);
    const series = Float64Array.from({ length: 200 }, (_, i) => 3 * i + normalDraw(uniform));
    series[100] = 1e6;
    const { trend, seasonal, remainder } = decomposed(mstl(series, []));
    expect(seasonal).toEqual([]);
    expect(trend[100]).toBeCloseTo(300, -0.5);
    expect(remainder[100]).toBeGreaterThan(9e5);
  });

  it('leaves a single value as its own trend', () => {
    expect(decomposed(mstl(Float64Array.of(Number.NaN, 5), [])).trend).toEqual(Float64Array.of(5, 5));
  });
});
