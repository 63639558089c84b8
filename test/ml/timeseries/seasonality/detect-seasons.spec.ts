import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { detectSeasons, type SeasonReport } from '../../../../ml/timeseries/seasonality/detect-seasons.js';
import { anySeries, ordinarySeries } from '../series-support.js';

const MONTH = 30.436875;
const QUARTER = 91.310625;
const YEAR = 365.2425;
const daily = [7, MONTH, QUARTER, YEAR];

const reported = (series: Float64Array, periods: ReadonlyArray<number>): SeasonReport => {
  const answer = detectSeasons(series, { periods });
  if (E.isLeft(answer)) throw new Error(answer.left._tag);
  return answer.right;
};

const found = (series: Float64Array, periods: ReadonlyArray<number>) =>
  reported(series, periods).seasons.map(({ period }) => period);

const made = (length: number, seed: number, value: (i: number, noise: () => number) => number): Float64Array => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length }, (_, i) => value(i, () => normalDraw(uniform)));
};

const wave = (i: number, period: number) => Math.sin((2 * Math.PI * i) / period);
const weekend = (i: number) => (i % 7 >= 5 ? -3 : 0);

describe('seasons', () => {
  it('are found beside a trend, a level shift, outliers and gaps', () => {
    const series = made(280, 1, (i, noise) => 0.02 * i + (i > 190 ? 6 : 0) + weekend(i) + noise());
    for (const place of [17, 80, 133, 200]) series[place] = 60;
    series.fill(Number.NaN, 100, 120);
    const { seasons, rejected, untested } = reported(series, daily);
    expect(seasons.map(({ period }) => period)).toEqual([7]);
    expect(seasons[0]?.probability).toBeLessThan(1e-6);
    expect(seasons[0]?.strength).toBeGreaterThan(0.4);
    expect(seasons[0]?.strength).toBeLessThan(0.8);
    expect(rejected.map(({ period }) => period)).toEqual([MONTH, QUARTER]);
    expect(untested).toEqual([{ period: YEAR, needed: 731 }]);
  });

  it('are found several at once, also of periods that are no whole number of steps', () => {
    const series = made(1200, 2, (i, noise) => weekend(i) + 2 * wave(i, MONTH) + 2 * wave(i, YEAR) + noise());
    expect(found(series, daily)).toEqual([7, MONTH, YEAR]);
  });

  it('are told within each other: a day within a week', () => {
    const day = (i: number) => 2 * wave(i, 24);
    const week = (i: number) => (i % 168 >= 120 ? -2 : 0);
    const both = made(168 * 6, 3, (i, noise) => day(i) + week(i) + noise());
    const onlyWeek = made(168 * 6, 4, (i, noise) => week(i) + noise());
    const onlyDay = made(168 * 6, 5, (i, noise) => day(i) + noise());
    expect(found(both, [24, 168])).toEqual([24, 168]);
    expect(found(onlyWeek, [24, 168])).toEqual([168]);
    expect(found(onlyDay, [24, 168])).toEqual([24]);
  });

  it('of a year are not taken for quarters because they are no plain wave', () => {
    const series = made(132, 6, (i, noise) => (i % 12 < 4 ? 6 : 0) + noise());
    expect(found(series, [3, 12])).toEqual([12]);
  });

  it('are the stronger the more of the variance they account for', () => {
    const strength = (size: number) =>
      reported(
        made(210, 7, (i, noise) => size * wave(i, 7) + noise()),
        [7],
      ).seasons[0]?.strength ?? 0;
    expect(Math.abs(strength(1) - 1 / 3)).toBeLessThan(0.1);
    expect(Math.abs(strength(3) - 9 / 11)).toBeLessThan(0.1);
  });
});

describe('where there is no season', () => {
  it('seldom one is found: noise, autoregression, random walk, steps, counts that are mostly zero', () => {
    let last = 0;
    const kinds: ReadonlyArray<(i: number, noise: () => number) => number> = [
      (_, noise) => noise(),
      (i, noise) => 0.1 * i + noise(),
      (_, noise) => {
        last = 0.8 * last + noise();
        return last;
      },
      (_, noise) => {
        last += noise();
        return last;
      },
      (i, noise) => (i > 120 ? 5 : i > 70 ? -3 : 0) + noise(),
      (_, noise) => (noise() > 1.5 ? 1 : 0),
    ];
    const falseSeasons = kinds.map(
      (kind, place) =>
        Array.from({ length: 30 }, (_, run) => found(made(200, 100 * place + run, kind), daily)).filter(
          (periods) => periods.length > 0,
        ).length,
    );
    expect(Math.max(...falseSeasons)).toBeLessThanOrEqual(4);
    expect(falseSeasons.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(9);
  });

  it('none is found in what is flat or a line', () => {
    expect(found(new Float64Array(100).fill(3), [7, 12])).toEqual([]);
    expect(
      found(
        made(100, 1, (i) => 5 - 0.1 * i),
        [7, 12],
      ),
    ).toEqual([]);
    expect(reported(Float64Array.of(1), [7])).toEqual({
      seasons: [],
      rejected: [],
      untested: [{ period: 7, needed: 14 }],
    });
  });

  it('is refused what has no values, or periods that are none', () => {
    expect(detectSeasons(new Float64Array(0), { periods: [7] })).toEqual(
      E.left({ _tag: 'TooFewValues', needed: 1, given: 0 }),
    );
    expect(detectSeasons(new Float64Array(50).fill(Number.NaN), { periods: [7] })).toEqual(
      E.left({ _tag: 'TooFewValues', needed: 1, given: 0 }),
    );
    expect(detectSeasons(Float64Array.of(1, Number.POSITIVE_INFINITY), { periods: [7] })).toEqual(
      E.left({ _tag: 'OutOfRange', at: 1 }),
    );
    for (const period of [1, 0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(detectSeasons(Float64Array.of(1), { periods: [7, period] })).toEqual(
        E.left({ _tag: 'BadPeriod', period }),
      );
  });
});

describe('whatever the series', () => {
  const periods = [2, 3, 7, 12.5];

  it('it is refused, or each period is answered for in numbers', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const answer = detectSeasons(series, { periods });
        if (E.isLeft(answer)) return;
        const { seasons, rejected, untested } = answer.right;
        expect([...seasons, ...rejected, ...untested].length).toBeLessThanOrEqual(periods.length);
        for (const { probability } of [...seasons, ...rejected]) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
        for (const { probability, strength } of seasons) {
          expect(probability).toBeLessThanOrEqual(0.05);
          expect(strength).toBeGreaterThanOrEqual(0);
          expect(strength).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it('other units make no difference', () => {
    fc.assert(
      fc.property(ordinarySeries, fc.integer({ min: -40, max: 40 }), (series, power) => {
        const plain = reported(series, periods);
        expect(
          reported(
            series.map((value) => value * 2 ** power),
            periods,
          ),
        ).toEqual(plain);
      }),
      { numRuns: 20, seed: 2 },
    );
  });
});
