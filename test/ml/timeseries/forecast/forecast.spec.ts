import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { backTest } from '../../../../ml/timeseries/forecast/back-test.js';
import { type Forecast, forecastAll } from '../../../../ml/timeseries/forecast/forecast.js';
import type { ForecastRequest } from '../../../../ml/timeseries/forecast/request.js';

const values = (...numbers: ReadonlyArray<number>) => Float64Array.from(numbers);
const monthly: ForecastRequest = { horizon: 12, periods: [12] };

const forecast = (series: Float64Array, request: ForecastRequest = monthly) => {
  const [first] = forecastAll([series], request);
  if (first === undefined) throw new Error('one series, no forecast');
  return first;
};

const right = (series: Float64Array, request: ForecastRequest = monthly): Forecast => {
  const found = forecast(series, request);
  if (E.isLeft(found)) throw new Error(`refused: ${found.left._tag}`);
  return found.right;
};

/** A level that wanders and rises, with a yearly season and noise. */
const business = (seed: number, length: number, slope = 1): Float64Array => {
  const uniform = uniformOf(seed);
  let level = 200;
  return Float64Array.from({ length }, (_, t) => {
    level += slope + normalDraw(uniform);
    return level * (1 + 0.2 * Math.sin((2 * Math.PI * t) / 12)) + 3 * normalDraw(uniform);
  });
};

const anySeries = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
      { weight: 2, arbitrary: fc.constant(Number.NaN) },
      { weight: 2, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.double({ noDefaultInfinity: true }) },
    ),
    { maxLength: 60 },
  )
  .map((numbers) => Float64Array.from(numbers));

describe('a forecast', () => {
  it('is refused, with the reason, where there is too little or what cannot be computed with', () => {
    expect(forecast(values())).toEqual(E.left({ _tag: 'TooShort', needed: 3, given: 0 }));
    expect(forecast(values(5))).toEqual(E.left({ _tag: 'TooShort', needed: 3, given: 1 }));
    expect(forecast(new Float64Array(40).fill(Number.NaN))).toEqual(E.left({ _tag: 'TooShort', needed: 3, given: 0 }));
    expect(forecast(values(1, 2, Number.POSITIVE_INFINITY, 4))).toEqual(E.left({ _tag: 'OutOfRange', at: 2 }));
    expect(forecast(values(1, 2, 3), { horizon: 0, periods: [] })).toEqual(E.left({ _tag: 'BadHorizon', horizon: 0 }));
    expect(forecast(values(1, 2, 3), { horizon: 2, periods: [7, 7] })).toEqual(
      E.left({ _tag: 'BadPeriod', period: 7 }),
    );
  });

  it('never throws, is finite, and has its point within 80 % within 95 %, wider the further ahead', () => {
    fc.assert(
      fc.property(fc.array(anySeries, { maxLength: 3 }), fc.boolean(), (series, count) => {
        for (const each of forecastAll(series, { horizon: 5, periods: [4], count })) {
          if (E.isLeft(each)) continue;
          const { point, of80, of95 } = each.right;
          point.forEach((value, h) => {
            const [low95 = 0, low80 = 0, high80 = 0, high95 = 0] = [of95.low, of80.low, of80.high, of95.high].map(
              (bounds) => bounds[h],
            );
            expect(Number.isFinite(value)).toBe(true);
            expect(low95 <= low80 && low80 <= value && value <= high80 && high80 <= high95).toBe(true);
            if (h > 0 && !count) {
              const before = (of80.high[h - 1] as number) - (of80.low[h - 1] as number);
              expect(high80 - low80).toBeGreaterThanOrEqual(before * (1 - 1e-9));
            }
            if (count) expect(low95).toBeGreaterThanOrEqual(0);
          });
        }
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it('of what never changes is that, for certain', () => {
    const { point, of95 } = right(new Float64Array(30).fill(-7.25));
    for (const each of [point, of95.low, of95.high]) for (const value of each) expect(value).toBeCloseTo(-7.25, 9);
  });

  it('follows a line and a season', () => {
    const truth = (t: number) => (100 + 2 * t) * (1 + 0.2 * Math.cos((2 * Math.PI * t) / 12));
    const { point } = right(Float64Array.from({ length: 96 }, (_, t) => truth(t)));
    point.forEach((value, h) => {
      expect(Math.abs(value - truth(96 + h)) / truth(96 + h)).toBeLessThan(0.04);
    });
  });

  it('repeats two seasons at once', () => {
    const truth = (t: number) => 50 + 10 * Math.sin((2 * Math.PI * t) / 24) + 20 * (Math.floor(t / 24) % 7 < 5 ? 1 : 0);
    const series = Float64Array.from({ length: 24 * 35 }, (_, t) => truth(t));
    const { point } = right(series, { horizon: 168, periods: [24, 168] });
    point.forEach((value, h) => {
      expect(Math.abs(value - truth(series.length + h))).toBeLessThan(5);
    });
  });

  it('grows with the unit of measurement, exactly where that is a power of two', () => {
    const series = business(3, 60);
    const { point, of95 } = right(series);
    const larger = right(series.map((value) => value * 2 ** 40));
    expect(larger.point).toEqual(point.map((value) => value * 2 ** 40));
    expect(larger.of95.high).toEqual(of95.high.map((value) => value * 2 ** 40));
  });

  it('moves with the zero of the scale where values are on both sides of it', () => {
    const series = business(4, 60).map((value) => value - 400);
    const { point } = right(series);
    const moved = right(series.map((value) => value - 100));
    moved.point.forEach((value, h) => {
      expect(Math.abs(value + 100 - (point[h] as number))).toBeLessThan(3);
    });
  });

  it('bridges gaps, and starts later where the last values are missing', () => {
    const whole = business(5, 84);
    const holed = whole.map((value, t) => (t % 9 === 4 ? Number.NaN : value));
    const { point } = right(whole);
    right(holed).point.forEach((value, h) => {
      expect(Math.abs(value / (point[h] as number) - 1)).toBeLessThan(0.08);
    });
    const late = Float64Array.from([...whole, Number.NaN, Number.NaN]);
    expect(right(late, { horizon: 10, periods: [12] }).point).toEqual(point.slice(2));
  });

  it('of mostly nothing is its rate, and of weekends without work is none on them', () => {
    const uniform = uniformOf(6);
    const rare = Float64Array.from({ length: 200 }, () => (uniform() < 0.25 ? 4 : 0));
    const request = { horizon: 14, periods: [7], count: true };
    for (const value of right(rare, request).point) expect(Math.abs(value - 1)).toBeLessThan(0.5);
    const week = [0, 30, 40, 40, 40, 30, 0];
    const worked = Float64Array.from({ length: 140 }, (_, t) => (week[t % 7] as number) * (0.9 + 0.2 * uniform()));
    right(worked, request).point.forEach((value, h) => {
      expect(Math.abs(value - (week[h % 7] as number))).toBeLessThan(5);
    });
  });

  it('is the same for the same series', () => {
    const series = [business(7, 50), business(8, 40)];
    expect(forecastAll(series, monthly)).toEqual(forecastAll(series, monthly));
  });
});

describe('a back-test', () => {
  it('finds intervals that hold what they say, and fewer errors than last season once more', () => {
    const series = Array.from({ length: 60 }, (_, i) => business(100 + i, 84));
    const result = backTest(series, monthly, 2);
    expect(result.forecasts).toBe(120);
    expect(result.coverage.of80).toBeGreaterThan(0.77);
    expect(result.coverage.of80).toBeLessThan(0.86);
    expect(result.coverage.of95).toBeGreaterThan(0.93);
    expect(result.coverage.of95).toBeLessThan(0.975);
    expect(result.symmetricError).toBeLessThan(0.8 * result.naive.symmetricError);
    expect(result.scaledError).toBeLessThan(0.8 * result.naive.scaledError);
  });

  it('says how many forecasts were refused', () => {
    expect(backTest([values(1, 2, 3)], { horizon: 3, periods: [] })).toMatchObject({ forecasts: 0, refused: 1 });
  });
});
