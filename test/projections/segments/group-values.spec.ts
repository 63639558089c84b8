import { describe, expect, it } from 'vitest';
import { groupValues, type Held, isRemoved } from '../../../projections/segments/group-values.js';

const held = (accountId: string, more: Partial<Held> = {}): Held => ({
  ...{ accountId, ofCrm: null, removed: null, worth: null, renewsOn: null, said: {}, scored: null },
  ...{ lastActiveOn: null, openCases: null, cohorts: [] },
  ...more,
});
const worth = (amount: number | null, currency: string | null) => ({ worth: { amount, currency } });
const of = (...group: ReadonlyArray<Held>) => groupValues(group, 'acme', '2026-03-31');

describe('a merged group as one account', () => {
  it.each([
    [[worth(100, 'EUR'), worth(50, 'EUR')], { arr: 150, currency: 'EUR' }],
    [[worth(100, 'EUR'), worth(50, 'USD')], { arr: null, currency: null }],
    [[worth(100, 'EUR'), worth(null, null)], { arr: null, currency: null }],
    [[worth(0, null), {}], { arr: 0, currency: null }],
    [[{}, {}], { arr: null, currency: null }],
  ])('is worth %j together', ([root, member], expected) =>
    expect(of(held('acme', root), held('acme-old', member))).toMatchObject(expected),
  );

  it('says what its root says, and else what another does', () => {
    const root = held('acme', { said: { plan: null, region: 'EU', seats: '3' }, renewsOn: '2026-05-30' });
    const member = held('acme-old', { said: { plan: 'pro', region: 'US', seats: '4' }, renewsOn: '2026-04-30' });
    expect(of(root, member)).toMatchObject({ plan: 'pro', region: 'EU', seats: 7, daysToRenewal: 30 });
  });

  it('is scored as its root is', () => {
    const scored = { score: 20, band: 'critical' };
    expect(of(held('acme'), held('acme-old', { scored }))).toMatchObject({ healthScore: null, healthBand: null });
    expect(of(held('acme', { scored }))).toMatchObject({ healthScore: 20, healthBand: 'critical' });
  });

  it.each([
    ['1200', 1200],
    [' 12.5 ', 12.5],
    ['1,200', null],
    ['about 50', null],
    ['', null],
  ])('has “%s” employees, as a number %s', (employees, expected) =>
    expect(of(held('acme', { said: { employees } })).employees).toBe(expected),
  );

  it('is gone when no record that decides is left', () => {
    const there = { removed: false };
    const gone = { removed: true };
    const ofCrm = { ofCrm: true };
    const removed = (...group: ReadonlyArray<Partial<Held>>) => isRemoved(group.map((one) => held('acme', one)));
    expect(removed({})).toBe(false);
    expect(removed(gone, {})).toBe(true);
    expect(removed(gone, there)).toBe(false);
    expect(removed({ ...gone, ...ofCrm }, there)).toBe(true);
    expect(removed({ ...there, ...ofCrm }, gone)).toBe(false);
  });
});
