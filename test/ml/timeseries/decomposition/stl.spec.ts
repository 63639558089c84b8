import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { stl } from '../../../../ml/timeseries/decomposition/stl.js';
import { decomposed } from '../series-support.js';

const monthly = Float64Array.from(
  { length: 96 },
  (_, i) => 10 + 0.05 * i + 3 * Math.sin((2 * Math.PI * i) / 12) + ((i * 7919) % 101) / 50,
);
monthly[20] = (monthly[20] as number) + 15;
monthly[61] = (monthly[61] as number) - 9;

const places = [0, 1, 20, 47, 61, 95];
const at = (values: Float64Array | undefined) => places.map((place) => values?.[place]);
const close = (expected: ReadonlyArray<number>, digits: number) =>
  expected.map((value) => expect.closeTo(value, digits));

/** Those of statsmodels 0.15 with seasonal_deg=0, period 12, seasonal 11, trend 21, low_pass 13, jumps 1, 3, 2 and two inner rounds. */
describe('agrees with the figures of another program', () => {
  it('without robustness', () => {
    const { trend, seasonal } = decomposed(stl(monthly, 12, { robustRounds: 0 }));
    expect(at(trend)).toEqual(
      close([10.9650210501, 11.0025178553, 13.3246149461, 13.3121863371, 13.3876236313, 15.5270497388], 9),
    );
    expect(at(seasonal[0]?.values)).toEqual(
      close([-0.148760934, 0.3112065554, 0.1414267242, -1.5542265011, -0.0192580021, -1.1534779378], 9),
    );
  });

  it('after two rounds of robustness weights', () => {
    const { trend, seasonal } = decomposed(stl(monthly, 12, { robustRounds: 2 }));
    expect(at(trend)).toEqual(
      close([10.744995001, 10.8235660853, 12.1880635469, 13.2879085001, 14.0660033751, 15.6927964867], 9),
    );
    expect(at(seasonal[0]?.values)).toEqual(
      close([0.0622824806, 1.0931407412, -2.1433159964, -1.5312317308, 1.3107575541, -1.2732482655], 9),
    );
  });

  it('about, where the rounds end once the weights settle', () => {
    const { trend, seasonal } = decomposed(stl(monthly, 12));
    expect(at(trend)).toEqual(
      close([10.7324783604, 10.8097160216, 12.1819207393, 13.3166701008, 14.0774599342, 15.6788523551], 1),
    );
    expect(at(seasonal[0]?.values)).toEqual(
      close([0.0603609908, 1.1619502106, -2.1849421603, -1.5259272738, 1.3936043153, -1.2637871974], 2),
    );
  });
});

describe('what can be told without a computer', () => {
  const weekly = [3, 1, 0, -1, -2, 4, -5];
  const line = (length: number) => Float64Array.from({ length }, (_, i) => 100 - 0.5 * i + (weekly[i % 7] as number));

  it('a line with a fixed season leaves nothing', () => {
    const { trend, seasonal, remainder } = decomposed(stl(line(140), 7, { turns: 10 }));
    trend.forEach((value, i) => {
      expect(value).toBeCloseTo(100 - 0.5 * i, 1);
      expect(seasonal[0]?.values[i]).toBeCloseTo(weekly[i % 7] as number, 1);
      expect(remainder[i]).toBeCloseTo(0, 1);
    });
  });

  it('outliers are left in the remainder', () => {
    const spoilt = line(140);
    spoilt[50] = (spoilt[50] as number) + 1000;
    const { remainder } = decomposed(stl(spoilt, 7, { seasonalWindow: 'periodic' }));
    expect(remainder[50]).toBeCloseTo(1000, 0);
    expect(Math.max(...remainder.map((value, i) => (i === 50 ? 0 : Math.abs(value))))).toBeLessThan(0.5);
  });

  it('gaps are bridged: neither taken for zeros nor told as values', () => {
    const gapped = line(140).map((value, i) => (i < 10 || (i > 60 && i < 85) || i % 11 === 0 ? Number.NaN : value));
    const { trend, seasonal, remainder } = decomposed(stl(gapped, 7, { seasonalWindow: 'periodic' }));
    gapped.forEach((value, i) => {
      expect(trend[i]).toBeCloseTo(100 - 0.5 * Math.max(i, 11), -0.7);
      expect(Math.abs((seasonal[0]?.values[i] as number) - (weekly[i % 7] as number))).toBeLessThan(0.5);
      expect(Number.isNaN(remainder[i])).toBe(Number.isNaN(value));
    });
  });

  it('a phase that never has a value lies between its neighbours', () => {
    const workdays = line(140).map((value, i) => (i % 7 === 5 ? Number.NaN : value));
    const { seasonal } = decomposed(stl(workdays, 7, { seasonalWindow: 'periodic' }));
    const season = seasonal[0]?.values as Float64Array;
    expect(season[75]).toBeCloseTo(((season[74] as number) + (season[76] as number)) / 2, 6);
  });
});

describe('is refused', () => {
  const refusal = (series: ReadonlyArray<number>, period: number) => stl(Float64Array.from(series), period);

  it('where two periods are not there', () => {
    expect(refusal([], 7)).toEqual(E.left({ _tag: 'TooShort', needed: 14, given: 0 }));
    expect(refusal([1], 7)).toEqual(E.left({ _tag: 'TooShort', needed: 14, given: 1 }));
    expect(refusal(Array(13).fill(1), 7)).toEqual(E.left({ _tag: 'TooShort', needed: 14, given: 13 }));
  });

  it('where all or nearly all is missing', () => {
    expect(refusal(Array(30).fill(Number.NaN), 7)).toEqual(E.left({ _tag: 'TooFewValues', needed: 7, given: 0 }));
    expect(refusal([...Array(30).fill(Number.NaN), 1, 2], 7)).toEqual(
      E.left({ _tag: 'TooFewValues', needed: 7, given: 2 }),
    );
  });

  it('where period, window or values make no sense', () => {
    const flat = Float64Array.from(Array(30).fill(1));
    for (const period of [0, 1, -7, 3.5, Number.NaN])
      expect(stl(flat, period)).toEqual(E.left({ _tag: 'BadPeriod', period }));
    expect(stl(flat, 7, { seasonalWindow: 1 })).toEqual(E.left({ _tag: 'BadWindow', window: 1 }));
    expect(refusal([...Array(30).fill(1), Number.NEGATIVE_INFINITY], 7)).toEqual(
      E.left({ _tag: 'OutOfRange', at: 30 }),
    );
  });
});
