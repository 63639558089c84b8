import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountSeries, DailySeries } from '../../../domain/health/daily-series.js';
import { inputsOn, readingsOf } from '../../../domain/health/measures.js';
import { addDays, CalendarDate } from '../../../domain/primitives.js';
import { series } from '../../support/daily-series.js';
import { valid } from '../../support/valid.js';

const day = valid(CalendarDate);
const first = day('2026-01-01');
const plus = (days: number) => addDays(first, days);
const each = (days: number, value: number | null) => Array.from({ length: days }, () => value);
const account = (metrics: Readonly<Record<string, DailySeries>>): AccountSeries => new Map(Object.entries(metrics));
const on = (when: CalendarDate, ...members: ReadonlyArray<AccountSeries>) => inputsOn(readingsOf(members, when), when);

describe('the inputs of health', () => {
  it('are missing where no source has reported, and never 0', () => {
    expect(Object.values(on(first)).every((input) => input === null)).toBe(true);
    const soon = account({ events: series('2026-01-05', [3]), seats: series('2026-01-05', [10]) });
    const before = inputsOn(readingsOf([soon], plus(10)), plus(3));
    expect(Object.values(before).every((input) => input === null)).toBe(true);
  });

  it('compare four weeks of usage with the four weeks before, once there are eight', () => {
    const events = series('2026-01-01', [...each(28, 10), ...each(28, 5)]);
    expect(on(plus(55), account({ events })).usage_trend).toBe(-0.5);
    expect(on(plus(54), account({ events })).usage_trend).toBeNull();
  });

  it('take a day without usage for a day on which nothing happened, once there was usage', () => {
    const events = series('2026-01-01', [...each(28, 10), ...each(28, null)]);
    expect(on(plus(55), account({ events })).usage_trend).toBe(-1);
    expect(on(plus(55), account({ events })).usage_recency_days).toBe(28);
    expect(on(plus(27), account({ events })).usage_recency_days).toBe(0);
  });

  it('find nothing where fractions of usage came and went', () => {
    const events = series('2026-01-01', [0.1, 0.2, 0.3, ...each(97, 0)]);
    expect(on(plus(99), account({ events })).usage_trend).toBeNull();
  });

  it('do not count a report of no usage as usage', () => {
    const events = series('2026-01-01', [4, 0, 0]);
    expect(on(plus(2), account({ events })).usage_recency_days).toBe(2);
  });

  it('set active users against the seats, which stay until they change', () => {
    const active_users = series('2026-01-01', [4, null, 6]);
    const seats = series('2026-01-01', [10, null, 20]);
    expect(on(plus(1), account({ active_users, seats })).seat_utilisation).toBe(0.4);
    expect(on(plus(2), account({ active_users, seats })).seat_utilisation).toBe(0.25);
    expect(on(plus(2), account({ active_users })).seat_utilisation).toBeNull();
  });

  it('count the features used in the last four weeks', () => {
    const used = account({
      events: series('2026-01-01', [2]),
      'events/export': series('2026-01-01', [1]),
      'events/import': series('2026-01-20', [1]),
    });
    expect(on(plus(20), used).features_used).toBe(2);
    expect(on(plus(30), used).features_used).toBe(1);
    expect(on(plus(60), used).features_used).toBe(0);
  });

  it('measure open tickets for every ten seats, and never below none', () => {
    const tickets_opened = series('2026-01-01', [3, 3]);
    const tickets_solved = series('2026-01-02', [2]);
    const seats = series('2026-01-01', [20]);
    expect(on(plus(1), account({ tickets_opened, tickets_solved })).ticket_load).toBe(4);
    expect(on(plus(1), account({ tickets_opened, tickets_solved, seats })).ticket_load).toBe(2);
    expect(on(plus(28), account({ tickets_opened, tickets_solved })).ticket_load).toBe(1);
    expect(on(plus(29), account({ tickets_opened, tickets_solved })).ticket_load).toBe(0);
  });

  it('average the ratings of the last 90 days', () => {
    const csat = series('2026-01-01', [1, 2], [1, 4]);
    expect(on(plus(1), account({ csat })).csat).toBe(0.6);
    expect(on(plus(90), account({ csat })).csat).toBe(0.5);
    expect(on(plus(91), account({ csat })).csat).toBeNull();
  });

  it('tell who left lately, and how long nobody has been in touch', () => {
    const people = account({ engagements: series('2026-01-01', [1]), stakeholders_left: series('2026-01-03', [1]) });
    expect(on(plus(2), people).engagement_recency_days).toBe(2);
    expect(on(plus(2), people).stakeholders_left).toBe(1);
    expect(on(plus(92), people).stakeholders_left).toBe(0);
    expect(on(plus(1), people).stakeholders_left).toBeNull();
  });

  it('compare the yearly value with the one a year ago', () => {
    const arr = series('2026-01-01', [1000, ...each(364, null), 1250]);
    expect(on(plus(365), account({ arr })).arr_change).toBe(0.2);
    expect(on(plus(364), account({ arr })).arr_change).toBeNull();
  });

  it('add up over the accounts of a merged group', () => {
    const one = account({ events: series('2026-01-01', each(56, 10)), seats: series('2026-01-01', [10]) });
    const other = account({
      events: series('2026-01-29', each(28, 10)),
      seats: series('2026-01-29', [30]),
      active_users: series('2026-01-29', each(28, 8)),
    });
    const together = on(plus(55), one, other);
    expect(together.usage_trend).toBe(0.5);
    expect(together.seat_utilisation).toBe(0.2);
  });

  it('come out the same on a day, however far the series go on after it', () => {
    const values = fc.array(fc.option(fc.nat({ max: 9 }), { freq: 3 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(values, values, fc.nat({ max: 119 }), (events, seats, at) => {
        const whole = account({ events: series('2026-01-01', events), seats: series('2026-01-03', seats) });
        const cut = account({
          events: series('2026-01-01', events.slice(0, at + 1)),
          seats: series('2026-01-03', seats.slice(0, Math.max(0, at - 1))),
        });
        const read = inputsOn(readingsOf([whole], plus(119)), plus(at));
        expect(inputsOn(readingsOf([cut], plus(at)), plus(at))).toEqual(read);
      }),
      { seed: 2026 },
    );
  });
});
