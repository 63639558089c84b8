import { describe, expect, it } from 'vitest';
import { factWords } from '../../dashboard/src/account/event-words.js';

describe('a fact in words', () => {
  it('tells its fields, without ids and without what has a place of its own', () => {
    const data = {
      accountId: 'elm',
      occurredAt: '2026-03-01T09:30:00.000Z',
      arr: { amount: '1200.00', currency: 'EUR' },
      startsOn: '2026-03-01',
    };
    expect(factWords(data)).toBe('ARR: €1,200 · Starts on: 1 Mar 2026');
  });

  it('tells the changed fields of a profile', () => {
    expect(factWords({ accountId: 'elm', changes: { industry: 'RETAIL', plan: null } })).toBe('Industry: Retail');
  });

  it('tells that a person is hidden or erased', () => {
    expect(
      factWords({ email: { masked: true }, name: { erased: true }, role: { value: 'buyer', subject: 's-1' } }),
    ).toBe('Email: hidden · Name: erased · Role: Buyer');
  });
});
