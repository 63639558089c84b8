import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { type LeadRequest, leadersOf, leadsAmong } from '../../../../ml/timeseries/correlation/lead-lag.js';

const weekly: LeadRequest = { periods: [7], lags: { first: 1, last: 10 } };
const N = 160;

const noiseOf = (seed: number) => {
  const uniform = uniformOf(seed);
  return () => normalDraw(uniform);
};

const walk = (seed: number, length = N): Float64Array => {
  const draw = noiseOf(seed);
  let level = 0;
  return Float64Array.from({ length }, () => {
    level += draw();
    return level;
  });
};

const week = Float64Array.of(5, 9, 8, 8, 6, -18, -18);

const inWeek = (values: Float64Array): Float64Array => values.map((value, t) => value + (week[t % 7] as number));

/** A walk in its week, and what follows it some steps later with noise of its own. */
const led = (seed: number, lag: number, sign = 1) => {
  const whole = walk(seed, N + lag);
  const own = walk(seed + 1000);
  return {
    leader: inWeek(whole.subarray(lag)),
    follower: inWeek(whole.subarray(0, N).map((value, t) => sign * value + 1.5 * (own[t] as number))),
  };
};

const only = (follower: Float64Array, leader: Float64Array, request = weekly) => {
  const [found] = leadersOf(follower, [leader], request);
  if (found === undefined) throw new Error('one candidate, no answer');
  return found;
};

describe('a leader', () => {
  it('is found at its lag, with its sign, in every quarter of the time', () => {
    for (const [seed, lag, sign] of [
      [1, 3, 1],
      [2, 7, -1],
      [3, 10, 1],
    ] as const) {
      const { leader, follower } = led(seed, lag, sign);
      const found = only(follower, leader);
      expect(found).toMatchObject({ right: { lag, leads: true, stability: 1 } });
      if (E.isRight(found)) expect(Math.sign(found.right.coefficient)).toBe(sign);
    }
  });

  it('is found whatever the units, and despite gaps and outliers', () => {
    const { leader, follower } = led(4, 4);
    const plain = only(follower, leader);
    const scaled = only(
      follower.map((value) => 1e6 - 3 * value),
      leader.map((value) => 1e-9 * value),
    );
    if (E.isLeft(plain) || E.isLeft(scaled)) throw new Error('refused');
    expect(scaled.right.lag).toBe(plain.right.lag);
    expect(scaled.right.coefficient).toBeCloseTo(-plain.right.coefficient, 5);
    const spoilt = leader.map((value, t) => (t % 31 === 0 ? Number.NaN : t === 77 ? 1e6 : value));
    expect(only(follower, spoilt)).toMatchObject({ right: { lag: 4, leads: true } });
  });

  it('is not found in independent walks of one week more often than stated', () => {
    const found = Array.from({ length: 100 }, (_, i) => only(inWeek(walk(5000 + i)), inWeek(walk(9000 + i))));
    const leads = found.filter((each) => E.isRight(each) && each.right.leads).length;
    expect(leads / found.length).toBeLessThanOrEqual(0.05);
  });

  it('is told from the led, among many, and chance is charged for their number', () => {
    const { leader, follower } = led(6, 5);
    const series = [leader, follower, ...Array.from({ length: 4 }, (_, i) => inWeek(walk(700 + i)))];
    const leads = leadsAmong(series, weekly).filter(({ found }) => E.isRight(found) && found.right.leads);
    expect(leads.map((each) => [each.leader, each.follower])).toEqual([[0, 1]]);
    for (const { found } of leadsAmong(series, weekly))
      if (E.isRight(found)) expect(found.right.qValue).toBeGreaterThanOrEqual(found.right.pValue);
  });

  it('is not asked for where it cannot be told', () => {
    const series = walk(8);
    const tag = (follower: Float64Array, leader: Float64Array, request = weekly) => {
      const found = only(follower, leader, request);
      return E.isLeft(found) ? found.left._tag : 'found';
    };
    expect(tag(series, series.subarray(1))).toBe('LengthsDiffer');
    expect(tag(series.subarray(0, 20), series.subarray(0, 20))).toBe('TooShort');
    expect(tag(new Float64Array(0), new Float64Array(0))).toBe('TooShort');
    expect(tag(series, new Float64Array(N).fill(Number.NaN))).toBe('TooShort');
    expect(tag(series, new Float64Array(N).fill(4))).toBe('NoVariation');
    expect(tag(series, series.with(3, Number.NEGATIVE_INFINITY))).toBe('OutOfRange');
    expect(tag(series, series, { periods: [1], lags: weekly.lags })).toBe('BadPeriod');
    expect(tag(series, series, { periods: [], lags: { first: 3, last: 2 } })).toBe('BadLags');
  });

  it('never throws, and keeps to its ranges', () => {
    const value = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: -3, max: 3 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
      { weight: 1, arbitrary: fc.double({ min: -1e300, max: 1e300 }) },
    );
    const pair = fc.tuple(fc.array(value, { maxLength: 60 }), fc.array(value, { maxLength: 60 }));
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const length = Math.min(one.length, other.length);
        const found = only(Float64Array.from(one.slice(0, length)), Float64Array.from(other.slice(0, length)));
        if (E.isLeft(found)) return;
        expect(Math.abs(found.right.coefficient)).toBeLessThanOrEqual(1);
        expect(found.right.pValue >= 0 && found.right.pValue <= 1).toBe(true);
        expect(found.right.effectiveSize).toBeLessThanOrEqual(found.right.sampleSize);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
