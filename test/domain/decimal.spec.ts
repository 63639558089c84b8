import { describe, expect, it } from 'vitest';
import { isNegative, isPositive, isZero, sumOf } from '../../domain/decimal.js';
import { DecimalString } from '../../domain/primitives.js';
import { valid } from '../support/valid.js';

const decimal = valid(DecimalString);

describe('decimals', () => {
  it.each([
    [['0.1', '0.2'], '0.30'],
    [['999999999999999999', '0.000000001'], '999999999999999999.000000001'],
    [['-0.5', '0.25'], '-0.25'],
    [['1200.50', '-1200.5'], '0'],
    [[], '0'],
  ])('add %j up to %s without a rounding', (parts, total) => {
    expect(sumOf(parts.map(decimal))).toBe(total);
  });

  it('know their sign', () => {
    expect(['-0.01', '0.00', '0.01'].map((d) => isNegative(decimal(d)))).toEqual([true, false, false]);
    expect(['-0.01', '-0.00', '0.01'].map((d) => isZero(decimal(d)))).toEqual([false, true, false]);
    expect(['-0.01', '0.00', '0.01'].map((d) => isPositive(decimal(d)))).toEqual([false, false, true]);
  });
});
