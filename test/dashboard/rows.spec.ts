import { describe, expect, it } from 'vitest';
import { type Criteria, criteriaIn } from '../../dashboard/src/account-list/criteria.js';
import { noRows, withChange, withNextPage, withPage } from '../../dashboard/src/account-list/rows.js';
import type { AccountSummary } from '../../dashboard/src/api/types.js';

const account = (accountId: string, more: Partial<AccountSummary> = {}): AccountSummary => ({
  accountId,
  name: `The ${accountId}`,
  domain: null,
  industry: 'RETAIL',
  plan: null,
  region: null,
  segment: null,
  lifecycleStage: 'customer',
  arr: null,
  currency: null,
  renewsOn: null,
  seats: null,
  openCases: 0,
  lastActivityAt: null,
  healthScore: 80,
  healthBand: 'healthy',
  removedAt: null,
  ...more,
});
const byName: Criteria = { ...criteriaIn(''), order: 'name' };
const byHealth: Criteria = { ...criteriaIn(''), order: 'health' };
const shown = withPage(noRows, [account('elm'), account('fir')]);
const drop = { accountId: 'fir', healthScore: 40, healthBand: 'at-risk' };

describe('the rows of the account list', () => {
  it('take a live change in place, and mark the row', () => {
    const { items } = withChange(shown, byName, drop);
    expect(items.map(({ accountId, healthBand, changes }) => [accountId, healthBand, changes])).toEqual([
      ['elm', 'healthy', 0],
      ['fir', 'at-risk', 1],
    ]);
  });

  it('mark nothing when only the last activity moves on', () => {
    const { items, outOfOrder } = withChange(shown, byName, {
      accountId: 'elm',
      lastActivityAt: '2026-03-01T09:30:00.000Z',
    });
    expect(items[0]).toMatchObject({ lastActivityAt: '2026-03-01T09:30:00.000Z', changes: 0 });
    expect(outOfOrder).toBe(false);
  });

  it('say that they are out of order only when the change is to what they are ordered or narrowed by', () => {
    expect(withChange(shown, byName, drop).outOfOrder).toBe(false);
    expect(withChange(shown, byHealth, drop).outOfOrder).toBe(true);
    expect(withChange(shown, { ...byName, band: 'healthy' }, drop).outOfOrder).toBe(true);
  });

  it('leave out a change to an account that is not on screen', () => {
    expect(withChange(shown, byHealth, { ...drop, accountId: 'oak' })).toBe(shown);
  });

  it('mark what a gap has hidden when they are read again, and are in order again', () => {
    const read = withPage(withChange(shown, byHealth, drop), [account('fir', { healthScore: 30 }), account('elm')]);
    expect(read.items.map(({ accountId, changes }) => [accountId, changes])).toEqual([
      ['fir', 2],
      ['elm', 0],
    ]);
    expect(read.outOfOrder).toBe(false);
  });

  it('show no account twice when it moved to a later page meanwhile', () => {
    const read = withNextPage(shown, [account('fir'), account('oak')]);
    expect(read.items.map(({ accountId }) => accountId)).toEqual(['elm', 'fir', 'oak']);
  });
});
