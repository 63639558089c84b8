import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameAbout } from '../../../application/alerts/came-about.js';
import { type ConditionWatch, judge } from '../../../application/alerts/conditions.js';
import { Watch } from '../../../domain/alert-rule/events.js';
import { defaultPolicy } from '../../../domain/health/default-policy.js';
import { addDays, CalendarDate, timestampOf } from '../../../domain/primitives.js';
import { series } from '../../support/daily-series.js';
import { valid } from '../../support/valid.js';

const date = valid(CalendarDate);
const days = { from: date('2026-03-05'), to: date('2026-03-09') };
const below = valid(Watch)({ what: 'health-score', below: 50 }) as ConditionWatch;
const daysOf = (watch: ConditionWatch, metric: string, from: string, values: ReadonlyArray<number | null>) =>
  cameAbout(watch, defaultPolicy, new Map([[metric, series(from, values)]]), days).map(({ day }) => day);

describe('when a condition came about', () => {
  it.each([
    ['on the day it began to hold', '2026-03-03', [80, 80, 80, 40, 40, 40, 40], ['2026-03-06']],
    ['each time that it did', '2026-03-04', [80, 40, 80, null, 40, 40], ['2026-03-05', '2026-03-08']],
    ['not again where it held before', '2026-03-03', [40, 40, 40, 40, 40, 40, 40], []],
    ['of a new account, on its first day', '2026-03-07', [40, 40, 40], ['2026-03-07']],
    ['after the days that are asked for, it is not told', '2026-03-04', [80, 80, 80, 80, 80, 80, 40], []],
  ])('%s', (_, from, values, told) => {
    expect(daysOf(below, 'health', from, values)).toEqual(told);
  });

  it('is told of a metric by what happened up to each day', () => {
    const above = valid(Watch)({ what: 'metric', metric: 'events', is: 'above', limit: 9, days: 2 }) as ConditionWatch;
    expect(daysOf(above, 'events', '2026-03-01', [1, 1, 1, 1, 5, 5, 0, 0, 30])).toEqual(['2026-03-06', '2026-03-09']);
  });

  it('holds then, and did not on the day before', () => {
    const scores = fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(scores, (values) => {
        const all = new Map([['health', series('2026-03-01', values)]]);
        const holdsOn = (day: CalendarDate) => {
          const known = values.slice(0, 1 + (Date.parse(day) - Date.parse('2026-03-01')) / 86_400_000);
          const upTo = new Map([['health', series('2026-03-01', known)]]);
          return judge(below, defaultPolicy, { series: upTo, from: days.from, day, savedAt: timestampOf(0) })?.holds;
        };
        for (const { day } of cameAbout(below, defaultPolicy, all, days)) {
          expect([holdsOn(day) ?? false, holdsOn(addDays(day, -1)) ?? false]).toEqual([true, false]);
        }
      }),
    );
  });
});
