import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { type ChangePoint, changePointsOf } from '../../../../ml/timeseries/change-points/change-points.js';

const noisy = (length: number, seed: number, at: (i: number, noise: number) => number) => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length }, (_, i) => at(i, normalDraw(uniform)));
};

const changesOf = (series: Float64Array): ReadonlyArray<ChangePoint> => {
  const found = changePointsOf(series);
  if (E.isLeft(found)) throw new Error(`refused at ${found.left.at}`);
  return found.right;
};

describe('change points', () => {
  it('are where the level shifts, and say from what to what', () => {
    const [shift, ...others] = changesOf(noisy(200, 1, (i, noise) => (i < 120 ? 50 : 58) + noise));
    expect(others).toEqual([]);
    expect(shift).toMatchObject({ kind: 'level-shift' });
    expect(Math.abs((shift?.at ?? 0) - 120)).toBeLessThanOrEqual(1);
    expect(shift?.before).toBeCloseTo(50, 0);
    expect(shift?.after).toBeCloseTo(58, 0);
  });

  it('are where a trend turns', () => {
    const [turn, ...others] = changesOf(noisy(200, 2, (i, noise) => (i < 100 ? 0.5 * i : 100 - 0.5 * i) + noise));
    expect(others).toEqual([]);
    expect(turn).toMatchObject({ kind: 'trend-change' });
    expect(Math.abs((turn?.at ?? 0) - 100)).toBeLessThanOrEqual(5);
    expect(turn?.before).toBeCloseTo(0.5, 1);
    expect(turn?.after).toBeCloseTo(-0.5, 1);
  });

  it('are where values begin to scatter', () => {
    const found = changesOf(noisy(300, 3, (i, noise) => (i < 150 ? noise : 5 * noise)));
    expect(found.map(({ kind }) => kind)).toEqual(['variance-change']);
    expect(Math.abs((found[0]?.at ?? 0) - 150)).toBeLessThanOrEqual(10);
  });

  it('are counted in places of the series, gaps included', () => {
    const series = noisy(200, 1, (i, noise) => (i < 120 ? 50 : 58) + noise);
    series.fill(Number.NaN, 40, 60);
    expect(Math.abs((changesOf(series)[0]?.at ?? 0) - 120)).toBeLessThanOrEqual(1);
  });

  it('are rare in noise, alike or not from one value to the next', () => {
    const found = (correlation: number) =>
      Array.from({ length: 60 }, (_, seed) => {
        let last = 0;
        return changesOf(
          noisy(120, seed, (_i, noise) => {
            last = correlation * last + noise;
            return last;
          }),
        ).length;
      }).filter((count) => count > 0).length / 60;
    expect(found(0)).toBeLessThanOrEqual(0.05);
    expect(found(0.5)).toBeLessThanOrEqual(0.15);
  });

  it('refuses what cannot be reckoned with', () => {
    expect(changePointsOf(Float64Array.of(1, 2, Number.POSITIVE_INFINITY))).toEqual(
      E.left({ _tag: 'OutOfRange', at: 2 }),
    );
  });

  const values = fc.array(fc.oneof(fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.constant(Number.NaN)), {
    maxLength: 60,
  });

  it('never throw, and lie in the series in order', () => {
    fc.assert(
      fc.property(values, (given) => {
        const at = changesOf(Float64Array.from(given)).map((change) => change.at);
        expect(at.every((place) => place > 0 && place < given.length)).toBe(true);
        expect([...at].sort((a, b) => a - b)).toEqual(at);
      }),
      { numRuns: 200 },
    );
  });

  it('of a constant series, however long or large, there are none', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.nat(80), (value, length) => {
        expect(changesOf(new Float64Array(length).fill(value))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on unit or origin', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: -40, max: 40 }),
        fc.integer({ min: -100, max: 100 }),
        (seed, power, shift) => {
          const series = noisy(80, seed, (i, noise) => (i < 30 ? 0 : 6) + noise);
          const moved = series.map((value) => (value + shift) * 2 ** power);
          expect(changesOf(moved).map(({ at, kind }) => [at, kind])).toEqual(
            changesOf(series).map(({ at, kind }) => [at, kind]),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
