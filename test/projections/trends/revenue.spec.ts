import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movementsOf } from '../../../domain/account/arr-movements.js';
import { newContract } from '../../../domain/account/contract.js';
import { addDays, CalendarDate, Currency, DecimalString, Timestamp } from '../../../domain/primitives.js';
import { mixedFrom, valuesOf } from '../../../projections/trends/revenue.js';
import { valid } from '../../support/valid.js';

const day = valid(CalendarDate);
const first = day('2026-01-01');
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

describe('contracts in several currencies', () => {
  const running = (currency: string, startsOn: string, endsOn: string) => ({
    ...newContract,
    signed: {
      at: valid(Timestamp)('2026-01-01T00:00:00Z'),
      value: {
        arr: { amount: valid(DecimalString)('10'), currency: valid(Currency)(currency) },
        startsOn: day(startsOn),
        endsOn: day(endsOn),
      },
    },
  });
  const euros = running('EUR', '2026-01-01', '2026-12-31');

  it('are marked from the day they run together until they do not, and nothing is said of their value', () => {
    const contracts = {
      one: euros,
      two: running('USD', '2026-02-01', '2026-04-01'),
      three: running('USD', '2026-03-01', '2026-05-01'),
    };
    expect(mixedFrom(contracts)).toEqual([
      { day: '2026-02-01', value: 1 },
      { day: '2026-05-01', value: 0 },
    ]);
    expect(valuesOf(contracts).map(({ day }) => day)).toEqual(['2026-01-01', '2026-05-01', '2026-12-31']);
  });

  it('are never marked where there is one', () => {
    expect(mixedFrom({ one: euros, two: running('EUR', '2026-02-01', '2026-04-01') })).toEqual([]);
  });
});
