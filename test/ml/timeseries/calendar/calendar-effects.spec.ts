import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../../../domain/primitives.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { type CalendarEffect, calendarEffects } from '../../../../ml/timeseries/calendar/calendar-effects.js';
import { daysFromMonthStart, daysToMonthEnd, weekdayOf } from '../../../../ml/timeseries/calendar/day-kinds.js';
import { anySeries } from '../series-support.js';

const day = (text: string) => text as CalendarDate;
const number = (text: string) => Date.parse(text) / 86_400_000;

describe('kinds of days', () => {
  it('come from the date, in leap years and before 1970 too', () => {
    expect(weekdayOf(number('2024-02-29'))).toBe(4);
    expect(weekdayOf(number('1969-12-28'))).toBe(7);
    expect(daysToMonthEnd(number('2024-02-28'))).toBe(1);
    expect(daysToMonthEnd(number('2023-02-28'))).toBe(0);
    expect(daysFromMonthStart(number('2024-03-01'))).toBe(0);
  });
});

const christmas = { name: 'Christmas', days: [day('2022-12-25'), day('2023-12-25'), day('2024-12-25')] };
const never = { name: 'never', days: [day('1999-01-01')] };
const start = day('2022-06-01');

const series = (seed: number, phi = 0): Float64Array => {
  const uniform = uniformOf(seed);
  let noise = 0;
  return Float64Array.from({ length: 1000 }, (_, i) => {
    const at = number(start) + i;
    noise = phi * noise + normalDraw(uniform);
    return (
      100 +
      0.05 * i +
      (weekdayOf(at) >= 6 ? -7 : 2.8) +
      (daysToMonthEnd(at) === 0 ? 5 : 0) +
      (christmas.days.some((each) => number(each) === at) ? -20 : 0) +
      noise
    );
  });
};

const effects = (values: Float64Array): ReadonlyArray<CalendarEffect> => {
  const answer = calendarEffects(values, { start, holidays: [christmas, never] });
  if (E.isLeft(answer)) throw new Error(answer.left._tag);
  return answer.right;
};

const named = (all: ReadonlyArray<CalendarEffect>, name: string) =>
  all.find((each) => each.name === name) as CalendarEffect;

const truths: ReadonlyArray<readonly [string, number]> = [
  ['Monday', 2.8],
  ['Sunday', -7],
  ['month end', 5],
  ['month start', 0],
  ['Christmas', -20],
];

describe('calendar effects', () => {
  it('are told with their standard errors, which the truth keeps to, in correlated noise as well', () => {
    for (const phi of [0, 0.6]) {
      const inside = Array.from({ length: 12 }, (_, seed) => effects(series(seed, phi))).flatMap((all) =>
        truths.map(([name, truth]) => Math.abs(named(all, name).effect - truth) < 2 * named(all, name).standardError),
      );
      expect(inside.filter((each) => each).length / inside.length).toBeGreaterThan(0.88);
    }
  });

  it('name the days, count those with a value, and leave out what never occurs', () => {
    const gapped = series(1).map((value, i) => (i % 10 === 3 ? Number.NaN : value));
    gapped[40] = 1e6;
    const all = effects(gapped);
    expect(all.map(({ name }) => name)).toEqual([
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
      'Sunday',
      'month start',
      'month end',
      'Christmas',
    ]);
    expect(all.slice(0, 7).reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(0, 9);
    expect(named(all, 'Sunday').effect).toBeCloseTo(-7, 0);
    expect(named(all, 'Christmas').count).toBeLessThanOrEqual(3);
    expect(named(all, 'Christmas').probability).toBeLessThan(1e-6);
    expect(named(all, 'month start').probability).toBeGreaterThan(0.001);
  });

  it('are refused where they cannot be told', () => {
    expect(calendarEffects(new Float64Array(20), { start })).toEqual(
      E.left({ _tag: 'TooShort', needed: 28, given: 20 }),
    );
    expect(calendarEffects(new Float64Array(60).fill(Number.NaN), { start })).toEqual(
      E.left({ _tag: 'TooFewValues', needed: 10, given: 0 }),
    );
    const twice = [christmas, { ...christmas, name: 'another' }];
    expect(calendarEffects(series(1), { start, holidays: twice })).toEqual(E.left({ _tag: 'Indistinguishable' }));
  });

  it('are refused or numbers, whatever the series', () => {
    const flat = effects(new Float64Array(100).fill(1e300));
    for (const { effect, probability } of flat) expect([Math.abs(effect), probability]).toEqual([0, 1]);
    fc.assert(
      fc.property(anySeries, (values) => {
        const answer = calendarEffects(values, { start });
        if (E.isLeft(answer)) return;
        for (const { effect, standardError, probability } of answer.right)
          expect([effect, standardError, probability].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 100, seed: 6 },
    );
  });
});
