import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/ids.js';
import { makeAccountDomains } from '../../../projections/accounts/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const AT = '2026-03-01T00:00:00.000Z';
const known = (source: string, accountId: string, domain: string | null) => [
  fact('AccountRegistered', { accountId, occurredAt: AT, ref: { source, connection: 'demo', id: accountId } }),
  fact('AccountProfileChanged', { accountId, occurredAt: AT, changes: { domain } }),
];

describe('accounts by domain', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  beforeAll(async () => {
    world = await projectedDatabase();
    await world.happened(
      ...known('hubspot', 'h', 'acme.test'),
      ...known('zendesk', 'z', 'https://www.ACME.test/contact'),
      ...known('intercom', 'i', ' Acme.Test '),
      ...known('zendesk', 'other', 'other.test'),
      ...known('zendesk', 'none', null),
      fact('AccountMerged', { accountId: 'i', into: 'h', occurredAt: AT }),
    );
  });
  afterAll(() => world.drop());

  it('are found with those that have the same, however it is written', async () => {
    const sharing = await makeAccountDomains(world.db).sharing(['z' as AccountId, 'none' as AccountId]);
    expect(sharing.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))).toEqual([
      expect.objectContaining({ accountId: 'h', domain: 'acme.test', mergedInto: undefined }),
      expect.objectContaining({ accountId: 'i', mergedInto: 'h' }),
      {
        accountId: 'z',
        domain: 'https://www.ACME.test/contact',
        refs: [{ ref: { source: 'zendesk', connection: 'demo', id: 'z' }, since: AT }],
        mergedInto: undefined,
      },
    ]);
  });
});
