import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableDomain, type Matchable, matchesByDomain } from '../../../domain/account/match-by-domain.js';
import type { AccountId } from '../../../domain/ids.js';
import type { Timestamp } from '../../../domain/primitives.js';

const account = (source: string, accountId: string, domain = 'acme.com', more: Partial<Matchable> = {}): Matchable => ({
  accountId: accountId as AccountId,
  domain,
  refs: [{ ref: { source, connection: 'demo', id: accountId }, since: '2026-01-01T00:00:00.000Z' as Timestamp }],
  removedAt: undefined,
  mergedInto: undefined,
  ...more,
});
const id = (text: string) => text as AccountId;

describe('accounts that share a domain', () => {
  it('belong to the one that is still there, though another was known before it was deleted', () => {
    const removedAt = '2026-02-01T00:00:00.000Z' as Timestamp;
    const [zendesk, old] = [account('zendesk', 'z', 'acme.com', { mergedInto: id('a') }), account('hubspot', 'a')];
    expect(matchesByDomain([zendesk, { ...old, removedAt }, account('hubspot', 'b')])).toEqual([
      { accountId: 'z', into: 'b' },
    ]);
    expect(matchesByDomain([zendesk, { ...old, removedAt }])).toEqual([]);
  });

  it('belong to the one of the CRM', () => {
    expect(matchesByDomain([account('zendesk', 'z', 'https://www.Acme.com/about'), account('hubspot', 'h')])).toEqual([
      { accountId: 'z', into: 'h' },
    ]);
  });

  it('wait where no CRM knows them, and where two CRM accounts share it they stay two', () => {
    expect(matchesByDomain([account('zendesk', 'z'), account('intercom', 'i')])).toEqual([]);
    expect(matchesByDomain([account('hubspot', 'h'), account('salesforce', 's')])).toEqual([]);
  });

  it('belong to the one known first, and move to it when it turns up late', () => {
    const older = account('hubspot', 'b', 'acme.com');
    const younger = account('salesforce', 'a', 'acme.com', {
      refs: [
        { ref: { source: 'salesforce', connection: 'x', id: 'a' }, since: '2026-02-01T00:00:00.000Z' as Timestamp },
      ],
    });
    expect(matchesByDomain([younger, older, account('zendesk', 'z')])).toEqual([{ accountId: 'z', into: 'b' }]);
    expect(matchesByDomain([younger, older, account('zendesk', 'z', 'acme.com', { mergedInto: id('a') })])).toEqual([
      { accountId: 'z', into: 'b' },
    ]);
  });

  it('stay where they were put: merged elsewhere, matched already, or separated', () => {
    for (const mergedInto of ['elsewhere', 'h', 'z']) {
      expect(
        matchesByDomain([account('hubspot', 'h'), account('zendesk', 'z', 'acme.com', { mergedInto: id(mergedInto) })]),
      ).toEqual([]);
    }
  });

  it('are matched to none that is itself part of another', () => {
    expect(
      matchesByDomain([account('hubspot', 'h', 'acme.com', { mergedInto: id('o') }), account('zendesk', 'z')]),
    ).toEqual([]);
  });

  it('say nothing where the domain is of mail for everybody, or none', () => {
    for (const domain of ['gmail.com', 'Outlook.com', 'localhost', '', ' ']) {
      expect(comparableDomain(domain)).toBeUndefined();
      expect(matchesByDomain([account('hubspot', 'h', domain), account('zendesk', 'z', domain)])).toEqual([]);
    }
  });

  it('are matched the same in any order', () => {
    const source = fc.constantFrom('hubspot', 'salesforce', 'zendesk', 'mixpanel');
    const domain = fc.constantFrom('acme.com', 'www.acme.com', 'ACME.com', 'other.org');
    const accounts = fc.uniqueArray(fc.tuple(source, fc.string({ minLength: 1, maxLength: 3 }), domain), {
      selector: ([, name]) => name,
    });
    fc.assert(
      fc.property(accounts, fc.infiniteStream(fc.nat()), (made, order) => {
        const all = made.map(([from, name, at]) => account(from, name, at));
        const shuffled = all
          .map((each) => ({ each, place: order.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ each }) => each);
        expect(new Set(matchesByDomain(shuffled))).toEqual(new Set(matchesByDomain(all)));
      }),
    );
  });
});
