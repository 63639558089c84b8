import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { mstl } from '../../../../ml/timeseries/decomposition/mstl.js';
import { anySeries, decomposed, ordinarySeries } from '../series-support.js';

const somePeriods = fc.constantFrom<ReadonlyArray<number>>([], [2], [7], [7, 12], [12, 3, 7]);
const largest = (series: Float64Array) => Math.max(0, ...series.map((value) => Math.abs(value) || 0));

describe('whatever the series', () => {
  it('it is refused, or its parts are whole and add up to it', () => {
    fc.assert(
      fc.property(anySeries, somePeriods, (series, periods) => {
        const answer = mstl(series, periods, { robustRounds: 3 });
        if (E.isLeft(answer)) return;
        const { trend, seasonal, remainder } = answer.right;
        expect(seasonal.map(({ period }) => period)).toEqual([...periods].sort((a, b) => a - b));
        const size = largest(series);
        series.forEach((value, i) => {
          const explained = seasonal.reduce((sum, { values }) => sum + (values[i] as number), trend[i] as number);
          expect(Number.isFinite(explained)).toBe(true);
          expect(Number.isNaN(remainder[i])).toBe(Number.isNaN(value));
          if (!Number.isNaN(value))
            expect(Math.abs(explained + (remainder[i] as number) - value)).toBeLessThanOrEqual(1e-15 * size);
        });
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('a flat one is its trend', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), somePeriods, (level, periods) => {
        const flat = new Float64Array(40).fill(level);
        const { trend, seasonal, remainder } = decomposed(mstl(flat, periods));
        expect(trend).toEqual(flat.map((value) => value + 0));
        for (const { values } of seasonal) expect(largest(values)).toBe(0);
        expect(largest(remainder)).toBe(0);
      }),
      { numRuns: 50, seed: 2 },
    );
  });
});

describe('a series moved or in other units', () => {
  it('has its parts moved or in those units', () => {
    fc.assert(
      fc.property(ordinarySeries, fc.integer({ min: -40, max: 40 }), (series, power) => {
        const plain = decomposed(mstl(series, [7, 12]));
        const unit = 2 ** power;
        const scaled = decomposed(
          mstl(
            series.map((value) => value * unit),
            [7, 12],
          ),
        );
        expect(scaled.trend).toEqual(plain.trend.map((value) => value * unit));
        expect(scaled.seasonal[1]?.values).toEqual(plain.seasonal[1]?.values.map((value) => value * unit));
        const upsideDown = decomposed(
          mstl(
            series.map((value) => -value),
            [7, 12],
          ),
        );
        const moved = decomposed(
          mstl(
            series.map((value) => value + 1000),
            [7, 12],
          ),
        );
        plain.trend.forEach((value, i) => {
          expect(upsideDown.trend[i]).toBeCloseTo(-value, 3);
          expect(moved.trend[i]).toBeCloseTo(value + 1000, 3);
          expect(moved.seasonal[0]?.values[i]).toBeCloseTo(plain.seasonal[0]?.values[i] as number, 3);
        });
      }),
      { numRuns: 20, seed: 3 },
    );
  });
});
