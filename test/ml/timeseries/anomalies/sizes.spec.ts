import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchanged } from '../../../../ml/statistics/ascending.js';
import { median, quantile } from '../../../../ml/statistics/quantile.js';
import { quantileOfSizes, sizesAround, sizesOf } from '../../../../ml/timeseries/anomalies/sizes.js';

/** Ties and runs of one value with them. */
const values = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -1000, max: 1000 })), {
  minLength: 1,
  maxLength: 60,
});
const ascendingOf = (given: ReadonlyArray<number>) => [...given].sort((a, b) => a - b);

describe('sizes of remainders', () => {
  it('around a centre are those of the values less the centre', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 1000 }), (given, size) => {
        const centre = Math.round(median(Float64Array.from(given)));
        const around = sizesAround(ascendingOf(given), centre);
        const plain = sizesOf(Float64Array.from(given, (value) => value - centre));
        expect(around.count).toBe(plain.count);
        expect(given.map((_, place) => around.at(place))).toEqual(given.map((_, place) => plain.at(place)));
        expect(around.from(size)).toBe(plain.from(size));
        expect(quantileOfSizes(around, 0.75)).toBeCloseTo(
          quantile(
            Float64Array.from(given, (value) => Math.abs(value - centre)),
            0.75,
          ),
        );
      }),
    );
  });

  it('are kept in order as values come and go', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), fc.nat(), (given, entering, place) => {
        const leaving = given[place % given.length];
        const others = given.toSpliced(place % given.length, 1);
        expect(exchanged(ascendingOf(given), entering, leaving)).toEqual(ascendingOf([...others, entering]));
        expect(exchanged(ascendingOf(given), entering, undefined)).toEqual(ascendingOf([...given, entering]));
      }),
    );
  });
});
