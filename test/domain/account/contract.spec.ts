import { describe, expect, it } from 'vitest';
import { accountAggregate } from '../../../domain/account/aggregate.js';
import { arrOn, cancelledOnOf, endOf } from '../../../domain/account/contract.js';
import { AccountEvent } from '../../../domain/account/events.js';
import { CalendarDate } from '../../../domain/primitives.js';
import { valid } from '../../support/valid.js';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const fact = (type: string, more: object) =>
  valid(AccountEvent)({
    type,
    data: { accountId: 'acme', contractId: 'c1', occurredAt: '2026-01-05T00:00:00Z', ...more },
  });
const signed = (more: object = {}) =>
  fact('ContractSigned', { arr: euros('1200'), startsOn: '2026-02-01', endsOn: '2027-02-01', ...more });
const renewed = (more: object) =>
  fact('ContractRenewed', { arr: euros('1500'), effectiveOn: '2027-02-01', endsOn: '2028-02-01', ...more });

const contractsAfter = (...events: ReadonlyArray<AccountEvent>) =>
  events.reduce(accountAggregate.evolve, accountAggregate.initialState).contracts;
const arrAfter = (...events: ReadonlyArray<AccountEvent>) => {
  const contracts = contractsAfter(...events);
  return (day: string) => arrOn(contracts, valid(CalendarDate)(day));
};

describe('the yearly value of an account', () => {
  it('runs from the first day of a contract up to the day it ends', () => {
    const arr = arrAfter(signed());
    expect(arr('2026-01-31')).toEqual([]);
    expect(arr('2026-02-01')).toEqual([euros('1200')]);
    expect(arr('2027-01-31')).toEqual([euros('1200')]);
    expect(arr('2027-02-01')).toEqual([]);
  });

  it('adds contracts up exactly, one sum a currency', () => {
    const arr = arrAfter(
      signed({ arr: euros('0.10') }),
      signed({ contractId: 'c2', arr: euros('0.20') }),
      signed({ contractId: 'c3', arr: { amount: '7', currency: 'CHF' } }),
    );
    expect(arr('2026-03-01')).toEqual([{ amount: '7', currency: 'CHF' }, euros('0.30')]);
  });

  it('changes with an amendment from the day it takes effect, until the contract is renewed', () => {
    const arr = arrAfter(
      fact('ContractAmended', { arr: euros('900'), effectiveOn: '2026-06-01' }),
      renewed({}),
      signed(),
    );
    expect(arr('2026-05-31')).toEqual([euros('1200')]);
    expect(arr('2026-06-01')).toEqual([euros('900')]);
    expect(arr('2027-02-01')).toEqual([euros('1500')]);
    expect(arr('2028-02-01')).toEqual([]);
  });

  it('is what the latest statement about a term says, whichever arrives first', () => {
    const first = signed({ arr: euros('1000') });
    const corrected = signed({ arr: euros('1100'), occurredAt: '2026-01-06T00:00:00Z' });
    expect(arrAfter(first, corrected)('2026-03-01')).toEqual([euros('1100')]);
    expect(arrAfter(corrected, first)('2026-03-01')).toEqual([euros('1100')]);
  });

  it('stops when a contract is cancelled, and goes on when it is signed again afterwards', () => {
    const cancelled = fact('ContractCancelled', {
      occurredAt: '2026-03-01T00:00:00Z',
      effectiveOn: '2026-04-01',
      reason: null,
    });
    expect(arrAfter(signed(), cancelled)('2026-03-31')).toEqual([euros('1200')]);
    expect(arrAfter(signed(), cancelled)('2026-04-01')).toEqual([]);
    const again = signed({ occurredAt: '2026-03-20T00:00:00Z' });
    expect(arrAfter(again, cancelled, signed())('2026-04-01')).toEqual([euros('1200')]);
  });

  it('is not counted twice when a renewal renews contracts that somebody else signed', () => {
    const upsell = signed({ contractId: 'c2', arr: euros('300'), startsOn: '2026-06-01', endsOn: '2027-06-01' });
    const renewal = renewed({ contractId: 'c3', arr: euros('1600'), effectiveOn: '2027-01-15', endsOn: '2028-01-15' });
    const arr = arrAfter(renewal, signed(), upsell);
    expect(arr('2027-01-14')).toEqual([euros('1500')]);
    expect(arr('2027-01-15')).toEqual([euros('1600')]);
    expect(arr('2027-07-01')).toEqual([euros('1600')]);
  });

  it('keeps a contract that outlasts the renewal', () => {
    const long = signed({ contractId: 'c2', arr: euros('300'), endsOn: '2030-02-01' });
    const renewal = renewed({ contractId: 'c3', arr: euros('1600') });
    expect(arrAfter(signed(), long, renewal)('2027-03-01')).toEqual([euros('1900')]);
  });
});

describe('a contract', () => {
  const c1 = (...events: ReadonlyArray<AccountEvent>) => {
    const contract = contractsAfter(...events).c1;
    if (contract === undefined) throw new TypeError('no contract c1');
    return contract;
  };
  const cancelled = fact('ContractCancelled', {
    occurredAt: '2026-03-01T00:00:00Z',
    effectiveOn: '2026-04-01',
    reason: 'price',
  });

  it('ends with its last term, or when it is cancelled before that', () => {
    expect(endOf(c1(signed()))).toBe('2027-02-01');
    expect(endOf(c1(signed(), renewed({})))).toBe('2028-02-01');
    expect(endOf(c1(signed(), cancelled))).toBe('2026-04-01');
    expect(endOf(c1(cancelled))).toBeUndefined();
  });

  it('is cancelled until a term is agreed after it', () => {
    expect(cancelledOnOf(c1(signed(), cancelled))).toBe('2026-04-01');
    expect(cancelledOnOf(c1(renewed({ occurredAt: '2026-03-02T00:00:00Z' }), cancelled))).toBeUndefined();
  });
});
