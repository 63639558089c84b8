import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, daysBetween } from '../../../domain/primitives.js';
import { bucketsOf } from '../../../projections/trends/buckets.js';

const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01' as CalendarDate, days));
const span = fc.record({ from: day, days: fc.integer({ min: 0, max: 900 }) });

describe('the spans of a series', () => {
  it('of a day are all of its days, one after another, over leap years and ends of years', () => {
    fc.assert(
      fc.property(span, ({ from, days }) => {
        expect(bucketsOf('day', from, addDays(from, days))).toEqual(
          Array.from({ length: days }, (_, first) => ({ start: addDays(from, first), first, end: first + 1 })),
        );
      }),
    );
  });

  it.each(['week', 'month', 'quarter', 'all'] as const)('of a %s hold every day once, in order', (grain) => {
    fc.assert(
      fc.property(span, ({ from, days }) => {
        const buckets = bucketsOf(grain, from, addDays(from, days));
        const covered = buckets.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, i) => first + i));
        expect(covered).toEqual(Array.from({ length: days }, (_, place) => place));
        for (const { start, first } of buckets) expect(daysBetween(from, start)).toBeLessThanOrEqual(first);
      }),
    );
  });
});
