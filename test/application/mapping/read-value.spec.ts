import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBy } from './support.js';

const value = (value: unknown) => ({ _tag: 'Value', value });
const wrong = (reason: unknown) => ({ _tag: 'Wrong', reason });

const amount = (v: unknown, more = {}) => readBy('opportunity', { to: 'arr', type: 'decimal', ...more }, { v });

describe('a decimal of a record', () => {
  it('becomes units of cents without losing one, however many there are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 16n) + 1n, max: 10n ** 16n - 1n }), (cents) => {
        const read = amount(`${cents}`, { multiply: '0.01' });
        if (read._tag !== 'Value' || typeof read.value !== 'string') throw new TypeError(JSON.stringify(read));
        const [whole = '', fraction = ''] = read.value.replace('-', '').split('.');
        const magnitude = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
        expect(read.value.startsWith('-') ? -magnitude : magnitude).toBe(cents);
      }),
      { seed: 2026 },
    );
  });

  it('is as exact as floats are not', () => {
    expect(amount('0.1', { multiply: '3' })).toEqual(value('0.30'));
    expect(amount(1.1, { multiply: '1.1' })).toEqual(value('1.21'));
    expect(amount(123456789012345, { multiply: '0.01' })).toEqual(value('1234567890123.45'));
  });

  it('is refused where digits are lost, or would be', () => {
    expect(amount(JSON.parse('12345678901234567.89'))).toEqual(
      wrong('has more digits than a JSON number keeps: it must be sent as text'),
    );
    expect(amount('0.000000001', { multiply: '0.1' })).toEqual(wrong('times 0.1 has more digits than a decimal keeps'));
    expect(amount('999999999999999999', { multiply: '10' })).toEqual(
      wrong('times 10 has more digits than a decimal keeps'),
    );
    expect(amount('1,200.50')).toEqual(wrong('must be a decimal number, such as 1200.50'));
    expect(amount(true)).toEqual(wrong('must be a number'));
  });
});

describe('a value that is not there', () => {
  const rule = { to: 'industry', type: 'text' };
  const industry = (record: unknown, more = {}) => readBy('account', { ...rule, ...more }, record);

  it('is absent, or empty where that is said', () => {
    expect(industry({})).toEqual({ _tag: 'Absent' });
    expect(industry({ v: null })).toEqual({ _tag: 'Empty' });
    expect(industry({ v: '' })).toEqual({ _tag: 'Empty' });
  });

  it('is the default, and refused where it is required and there is none', () => {
    expect(industry({}, { default: 'unknown' })).toEqual(value('unknown'));
    expect(industry({ v: null }, { required: true })).toEqual(wrong('is required'));
    expect(industry({ v: null }, { required: true, default: 'unknown' })).toEqual(value('unknown'));
  });
});

describe('other values of a record', () => {
  it('are looked up in the table of an enum, which may not have them', () => {
    const stage = (v: unknown) =>
      readBy('account', { to: 'stage', type: 'enum', table: { '4': 'customer', Gone: 'churned' } }, { v });
    expect([stage(4), stage('Gone'), stage('New')]).toEqual([value('customer'), value('churned'), { _tag: 'Unknown' }]);
    expect(stage('constructor')).toEqual({ _tag: 'Unknown' });
  });

  it('are whole numbers and flags however they are written', () => {
    const seats = (v: unknown, more = {}) => readBy('account', { to: 'seats', type: 'integer', ...more }, { v });
    expect([seats(25), seats('25.0'), seats('2.5', { multiply: '10' })]).toEqual([
      value('25'),
      value('25'),
      value('25'),
    ]);
    expect([seats(2.5), seats(-1)]).toEqual([wrong('must be a whole number'), wrong('must not be negative')]);
    const left = (v: unknown) => readBy('contact', { to: 'left', type: 'boolean' }, { v });
    expect([left(true), left('No'), left(1), left('0')]).toEqual([
      value(true),
      value(false),
      value(true),
      value(false),
    ]);
    expect(left({})).toEqual(wrong('must be true or false'));
  });
});
