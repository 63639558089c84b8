import { describe, expect, it } from 'vitest';
import { addressOf, criteriaIn, filterOf, isNarrowed } from '../../dashboard/src/account-list/criteria.js';

describe('what the account list is asked for', () => {
  it('survives in the address', () => {
    const criteria = { search: 'a & b', band: 'at-risk', industry: 'RETAIL', order: 'arr' } as const;
    expect(criteriaIn(new URL(addressOf(criteria), 'https://treering.example').search)).toEqual(criteria);
  });

  it('is the least healthy first of all accounts, at the plain address', () => {
    expect(criteriaIn('')).toEqual({ search: '', band: '', industry: '', order: 'health' });
    expect(addressOf(criteriaIn(''))).toBe('/');
    expect(isNarrowed(criteriaIn(''))).toBe(false);
  });

  it('is not led astray by an order there is not', () => {
    expect(criteriaIn('?order=luck').order).toBe('health');
  });

  it('filters by nothing that was left empty', () => {
    expect(filterOf({ ...criteriaIn(''), search: ' elm ' })).toEqual({ search: 'elm' });
  });
});
