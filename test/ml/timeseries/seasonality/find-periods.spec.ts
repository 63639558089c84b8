import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { detectSeasons } from '../../../../ml/timeseries/seasonality/detect-seasons.js';
import { findPeriods } from '../../../../ml/timeseries/seasonality/find-periods.js';
import { anySeries } from '../series-support.js';

const seasonsIn = (series: Float64Array) =>
  pipe(
    findPeriods(series),
    E.flatMap((asked) => detectSeasons(series, asked)),
    E.map(({ seasons }) => seasons.map(({ period }) => period)),
  );

const made = (length: number, seed: number, value: (i: number) => number): Float64Array => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length }, (_, i) => value(i) + normalDraw(uniform));
};

describe('periods of which nothing is known', () => {
  it('are found, and tell a season from its overtones', () => {
    expect(seasonsIn(made(300, 1, (i) => 2 * Math.sin((2 * Math.PI * i) / 11)))).toEqual(E.right([11]));
    expect(seasonsIn(made(420, 2, (i) => 0.05 * i + (i % 14 < 4 ? 4 : 0)))).toEqual(E.right([14]));
    expect(seasonsIn(made(420, 3, (i) => (i % 7 < 2 ? 3 : 0) + 3 * Math.sin((2 * Math.PI * i) / 30)))).toEqual(
      E.right([7, 30]),
    );
  });

  it('are seldom found in noise', () => {
    const series = Array.from({ length: 40 }, (_, seed) => made(150, seed, () => 0));
    const wrong = series.map(seasonsIn).filter((answer) => E.isRight(answer) && answer.right.length > 0);
    expect(wrong.length).toBeLessThanOrEqual(4);
  });

  it('are periods that can be tested, or the series is refused', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const answer = findPeriods(series);
        if (E.isLeft(answer)) return;
        expect(E.isRight(detectSeasons(series, answer.right))).toBe(true);
        for (const period of answer.right.periods) {
          expect(period).toBeGreaterThanOrEqual(2);
          expect(2 * period).toBeLessThanOrEqual(series.length);
        }
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(findPeriods(new Float64Array(0))).toEqual(E.left({ _tag: 'TooFewValues', needed: 1, given: 0 }));
    expect(findPeriods(new Float64Array(50).fill(4))).toEqual(E.right({ periods: [], tries: 26 }));
  });
});
