import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../application/alerts/quiet-until.js';
import { QuietHours } from '../../../domain/notice-plan.js';
import { Timestamp, timestampOf } from '../../../domain/primitives.js';
import { valid } from '../../support/valid.js';

const hours = (more: object = {}) =>
  valid(QuietHours)({
    timeZone: 'Europe/Berlin',
    from: '22:00',
    to: '07:00',
    weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
    ...more,
  });
const at = valid(Timestamp);
const workweek = hours();
const weekend = hours({ from: '00:00', to: '00:00', weekdays: ['sat', 'sun'] });

describe('quiet hours', () => {
  it.each([
    ['before they begin', workweek, '2026-03-02T20:59:59Z', '2026-03-02T20:59:59Z'],
    ['from their beginning', workweek, '2026-03-02T21:00:00Z', '2026-03-03T06:00:00Z'],
    ['after midnight', workweek, '2026-03-03T02:00:00Z', '2026-03-03T06:00:00Z'],
    ['at their end', workweek, '2026-03-03T06:00:00Z', '2026-03-03T06:00:00Z'],
    ['after midnight of the last weekday', workweek, '2026-03-07T05:00:00Z', '2026-03-07T06:00:00Z'],
    ['on another weekday', workweek, '2026-03-07T22:00:00Z', '2026-03-07T22:00:00Z'],
    ['before the first weekday begins', workweek, '2026-03-02T03:00:00Z', '2026-03-02T03:00:00Z'],
    ['through the night the clocks are put forward', workweek, '2026-03-27T22:00:00Z', '2026-03-28T06:00:00Z'],
    ['over days that follow on each other', weekend, '2026-03-28T12:00:00Z', '2026-03-29T22:00:00Z'],
    ['within a day', hours({ from: '12:00', to: '13:00' }), '2026-03-02T11:30:00Z', '2026-03-02T12:00:00Z'],
  ])('hold %s', (_, quiet, instant, until) => {
    expect(quietUntil(quiet, at(instant))).toBe(at(until));
  });

  it('never end before they are asked about, nor within themselves', () => {
    const times = fc.constantFrom('00:00', '06:30', '12:00', '23:59');
    const days = fc.subarray(['mon', 'wed', 'thu', 'sun']);
    const zones = fc.constantFrom('UTC', 'America/St_Johns', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(times, times, days, zones, fc.nat({ max: 370 * 96 }), (from, to, weekdays, timeZone, quarters) => {
        const quiet = hours({ from, to, weekdays, timeZone });
        const instant = timestampOf(Date.UTC(2026, 0) + quarters * 900_000);
        const until = quietUntil(quiet, instant);
        expect(until >= instant).toBe(true);
        expect(quietUntil(quiet, until)).toBe(until);
      }),
      { seed: 2026 },
    );
  });
});
