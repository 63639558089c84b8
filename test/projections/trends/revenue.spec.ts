import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, CalendarDate } from '../../../domain/primitives.js';
import { movementsOf } from '../../../projections/trends/revenue.js';
import { valid } from '../../support/valid.js';

const first = valid(CalendarDate)('2026-01-01');
const values = (...each: ReadonlyArray<number>) => each.map((value, i) => ({ day: addDays(first, i), value }));

describe('movements of yearly value', () => {
  it('are told apart by what was before', () => {
    expect(movementsOf(values(0, 100, 150, 150, 120, 0, 80))).toEqual([
      { day: '2026-01-02', metric: 'arr_new', by: 100 },
      { day: '2026-01-03', metric: 'arr_expansion', by: 50 },
      { day: '2026-01-05', metric: 'arr_contraction', by: -30 },
      { day: '2026-01-06', metric: 'arr_churned', by: -120 },
      { day: '2026-01-07', metric: 'arr_returned', by: 80 },
    ]);
  });

  it('add up to the value, and only the first is new', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (each) => {
        const movements = movementsOf(values(...each));
        expect(movements.reduce((sum, { by }) => sum + by, 0)).toBe(each.at(-1));
        expect(movements.findLastIndex(({ metric }) => metric === 'arr_new')).toBeLessThan(1);
      }),
    );
  });
});
