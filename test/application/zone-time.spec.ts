import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localTimeAt, shownAt } from '../../application/zone-time.js';
import { timestampOf } from '../../domain/primitives.js';

const shownByIntl = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);

describe('the clocks of a time zone', () => {
  it('show what they showed, also when they were changed at odd times', () => {
    const odd: ReadonlyArray<readonly [string, string]> = [
      ['1972-01-07T00:44:29Z', 'Africa/Monrovia'],
      ['1972-01-07T00:44:30Z', 'Africa/Monrovia'],
      ['1937-06-30T23:40:27Z', 'Europe/Amsterdam'],
    ];
    for (const [at, zone] of odd) {
      const instant = Date.parse(at);
      expect(shownAt(timestampOf(instant), zone).replace('T', ' ')).toBe(shownByIntl(instant, zone));
    }
    const zones = fc.constantFrom('Europe/Berlin', 'Africa/Monrovia', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }), zones, (instant, zone) => {
        expect(shownAt(timestampOf(instant), zone).replace('T', ' ')).toBe(shownByIntl(instant, zone));
        const local = localTimeAt(instant, zone);
        expect(localTimeAt(instantOf(local, zone), zone)).toBe(local);
      }),
      { seed: 2026, numRuns: 300 },
    );
  });
});
