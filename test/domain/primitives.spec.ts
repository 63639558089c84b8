import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { addDays, CalendarDate, DecimalString, dayOf, Timestamp, timestampOf } from '../../domain/primitives.js';
import { valid } from '../support/valid.js';

describe('a timestamp', () => {
  it.each([
    ['2026-03-01T09:30:00.000Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.123456Z', '2026-03-01T09:30:00.123Z'],
    ['2026-03-01T09:30:00+02:00', '2026-03-01T07:30:00.000Z'],
    ['2026-03-01T00:30:00+0100', '2026-02-28T23:30:00.000Z'],
    ['2026-03-01T24:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
  ])('written as %s is %s', (written, instant) => {
    expect(Timestamp.decode(written)).toEqual(E.right(instant));
  });

  it.each([
    '2026-02-30T00:00:00.000Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01T09:30:00',
    '2026-03-01',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:30:00-01:00',
    'yesterday',
    '',
    1_772_355_000_000,
    null,
  ])('is not %s', (written) => {
    expect(E.isLeft(Timestamp.decode(written))).toBe(true);
  });

  it('sorts as text as it does in time', () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(Math.sign(a - b)).toBe(
          Number(timestampOf(a) > timestampOf(b)) - Number(timestampOf(a) < timestampOf(b)),
        );
        expect(Timestamp.is(timestampOf(a))).toBe(true);
      }),
      { seed: 2026 },
    );
  });
});

describe('a calendar date', () => {
  it('is what the calendar of the platform has, and nothing else', () => {
    const number = (max: number, digits: number) =>
      fc.integer({ min: 0, max }).map((n) => String(n).padStart(digits, '0'));
    const candidates = fc.oneof(
      fc.tuple(number(9999, 4), number(13, 2), number(32, 2)).map((parts) => parts.join('-')),
      fc
        .tuple(fc.constantFrom('1900', '2000', '2023', '2024'), fc.constant('02'), number(32, 2))
        .map((p) => p.join('-')),
      fc.string({ maxLength: 11 }),
    );
    fc.assert(
      fc.property(candidates, (text) => {
        const time = Date.parse(text);
        const isDay =
          /^\d{4}-\d\d-\d\d$/.test(text) &&
          !text.startsWith('0000') &&
          !Number.isNaN(time) &&
          new Date(time).toISOString().startsWith(text);
        expect(CalendarDate.is(text)).toBe(isDay);
        expect(Timestamp.is(`${text}T23:59:59.999Z`)).toBe(isDay);
      }),
      { seed: 2026, numRuns: 2_000 },
    );
  });

  it.each(['2026-02-30', '2025-02-29', '2026-00-01', '2026-3-1', '0000-01-01', '2026-03-01T00:00:00Z'])(
    'is not %s',
    (written) => {
      expect(CalendarDate.is(written)).toBe(false);
    },
  );

  it('is the day of an instant in UTC, and counts on over the ends of months', () => {
    expect(dayOf(valid(Timestamp)('2024-02-28T23:00:00-02:00'))).toBe('2024-02-29');
    expect(addDays(valid(CalendarDate)('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(valid(CalendarDate)('2026-01-01'), -1)).toBe('2025-12-31');
  });
});

describe('a decimal', () => {
  it.each(['0', '-12.50', '999999999999999999.999999999'])('may be %s', (written) => {
    expect(DecimalString.is(written)).toBe(true);
  });

  it.each(['', '1,50', '.5', '5.', '1e3', 'NaN', '1234567890123456789', 12.5])('is not %s', (written) => {
    expect(DecimalString.is(written)).toBe(false);
  });
});
