import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownAt } from '../../../application/zone-time.js';
import { timestampOf } from '../../../domain/primitives.js';
import { readBy } from './support.js';

const read = (v: unknown, timeZone?: string) => {
  const field = readBy('opportunity', { to: 'openedAt', type: 'time' }, { v }, timeZone);
  return field._tag === 'Value' ? field.value : field;
};
const day = (v: unknown, timeZone?: string) => {
  const field = readBy('opportunity', { to: 'closesOn', type: 'date' }, { v }, timeZone);
  return field._tag === 'Value' ? field.value : field;
};

describe('times of one sender, some with a zone and some without', () => {
  it('takes a zone that is there, and the mapping’s where there is none', () => {
    expect(read('2026-07-01T12:00:00.250000+00:00', 'America/New_York')).toBe('2026-07-01T12:00:00.250Z');
    expect(read('2026-07-01T12:00:00.250000', 'America/New_York')).toBe('2026-07-01T16:00:00.250Z');
    expect(read('2026-01-01 12:00', 'America/New_York')).toBe('2026-01-01T17:00:00.000Z');
    expect(read('2026-01-01', 'America/New_York')).toBe('2026-01-01T05:00:00.000Z');
    expect([read(1_767_225_600), read(1_767_225_600_000), read('1767225600')]).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
    ]);
  });

  it('guesses no zone', () => {
    expect(read('2026-07-01T12:00:00')).toEqual({
      _tag: 'Wrong',
      reason: 'has no time zone: say which one it is in with timeZone',
    });
    expect(read('yesterday', 'UTC')).toMatchObject({ _tag: 'Wrong' });
    expect(read('2026-02-30', 'UTC')).toMatchObject({ _tag: 'Wrong' });
  });

  it.each(['0001-01-01T00:00:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '9999-12-31'])(
    'takes %s, which stands for no time, for none',
    (never) => expect(read(never, 'Pacific/Auckland')).toMatchObject({ _tag: 'Wrong' }),
  );

  it('leaves a date that stands for never as it is', () => {
    expect(day('9999-12-31')).toBe('9999-12-31');
  });

  it('is what the clocks of the zone showed, over every change of the clocks', () => {
    const instants = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) });
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(instants, zones, (milliseconds, zone) => {
        const shown = shownAt(timestampOf(milliseconds), zone);
        const again = read(shown, zone);
        expect(typeof again === 'string' && shownAt(timestampOf(Date.parse(again)), zone)).toBe(shown);
      }),
      { seed: 2026, numRuns: 500 },
    );
  });

  it('takes the first of an hour that happens twice, and moves one that is skipped on', () => {
    expect(read('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(read('2026-10-25T03:30:00', 'Europe/Berlin')).toBe('2026-10-25T02:30:00.000Z');
    expect(read('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(read('2026-03-29T01:59:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:59.000Z');
    expect(read('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });
});

describe('dates', () => {
  it('stay the day they are, in any zone', () => {
    expect([day('2026-06-30', 'Pacific/Auckland'), day('2026-06-30T23:30:00', 'Pacific/Auckland')]).toEqual([
      '2026-06-30',
      '2026-06-30',
    ]);
  });

  it('are the day of the zone where an instant was sent', () => {
    expect([day('2026-06-30T23:30:00Z', 'Europe/Berlin'), day('2026-06-30T23:30:00Z')]).toEqual([
      '2026-07-01',
      '2026-06-30',
    ]);
  });
});
