import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import { removedAtOf } from '../../../domain/account/presence.js';
import type { AccountState } from '../../../domain/account/state.js';
import { type OpportunityState, yearlyValueOf } from '../../../domain/opportunity/state.js';
import { opportunityIdOf, stakeholderIdOf } from '../../../ingestion-adapters/vendor-ids.js';
import { delivered } from '../ingesting.js';
import { crm, customCrmUnderTest, deal, lead, person } from './support.js';

const deliveries = [
  lead('L1', '2026-02-01T10:00:00+00:00', { status: 'Trial running' }),
  lead('L1', '2026-02-03T09:00:00', { status: 'Customer', display_name: 'Northwind' }),
  person('P1', '2026-02-01T11:00:00', { name: 'Ada', emails: [{ email: 'ada@northwind.example' }] }),
  person('P1', '2026-02-05T11:00:00', { name: 'Ada L.' }),
  deal('D1', '2026-02-02T10:00:00', { value: 1_250_050, status_type: 'active', date_created: '2026-02-02T08:00:00' }),
  deal('D1', '2026-02-10T10:00:00', { value: 1_300_000, status_type: 'won', date_won: '2026-02-10' }),
  deal('D3', '2026-02-02T10:00:00', { value: 5_000, date_won: '2026-02-09' }),
  deal('D3', '2026-02-11T10:00:00', { value: null, date_won: null }),
  deal('D2', '2026-02-11T10:00:00', { lead_id: 'L2', value: 99, status_type: 'lost' }),
  { event: { ...deal('D2', '2026-02-12T10:00:00').event, action: 'deleted' } },
  { event: { ...lead('L3', '2026-02-12T10:00:00').event, action: 'deleted' } },
  { event: { ...lead('L4', '2026-02-12T10:00:00').event, action: 'deleted' } },
  lead('L4', '2026-02-13T10:00:00', { status: 'Customer' }),
].map((body) => delivered(crm, body));

const idOf = (id: string) => ({ source: crm.source, connection: crm.name, id });

describe('a custom CRM', () => {
  it('says by its mapping what its bodies mean', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(...deliveries);
    const states = await ingestion.states();
    expect(states[`opportunity-${opportunityIdOf(idOf('D1'))}`]).toMatchObject({
      openedAt: '2026-02-02T07:00:00.000Z',
      arr: { value: '13000', at: '2026-02-10T09:00:00.000Z' },
      presumedCurrency: { value: 'EUR' },
      closesOn: { value: '2026-02-10' },
      status: { value: 'won' },
    });
    expect(states[`opportunity-${opportunityIdOf(idOf('D2'))}`]).toMatchObject({
      arr: { value: '0.99' },
      account: { value: null, at: '2026-02-12T09:00:00.000Z' },
    });
    const cleared = states[`opportunity-${opportunityIdOf(idOf('D3'))}`] as OpportunityState;
    expect([yearlyValueOf(cleared), cleared.closesOn?.value]).toEqual([undefined, null]);
    expect(states[`stakeholder-${stakeholderIdOf(idOf('P1'))}`]).toMatchObject({
      firstName: { value: { value: 'Ada L.' } },
      email: { value: { value: 'ada@northwind.example' } },
    });
    const accounts = Object.entries(states).filter(([name]) => name.startsWith('account-'));
    expect(accounts).toHaveLength(4);
    const gone = ['L1', 'L3', 'L4'].map((id) =>
      removedAtOf(states[`account-${accountIdOf(idOf(id))}`] as AccountState),
    );
    expect(gone).toEqual([undefined, '2026-02-12T09:00:00.000Z', undefined]);
    expect(accounts.map(([, account]) => account)).toContainEqual(
      expect.objectContaining({
        profile: { name: { value: 'Northwind', at: '2026-02-03T08:00:00.000Z' } },
        stage: { value: 'customer', at: '2026-02-03T08:00:00.000Z' },
      }),
    );
    expect(await ingestion.receipts.quarantine(10)).toEqual([]);
  });

  it('gives the same in any order, and however often it is sent', async () => {
    const sorted = await customCrmUnderTest();
    await sorted.ingest(...deliveries);
    const truth = await sorted.states();
    const shuffles = fc.tuple(
      fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
      fc.array(fc.constantFrom(...deliveries), { maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(shuffles, async ([all, again]) => {
        const ingestion = await customCrmUnderTest();
        for (const delivery of [...all, ...again]) await ingestion.ingest(delivery);
        expect(await ingestion.states()).toEqual(truth);
      }),
      { seed: 2026, numRuns: 40 },
    );
  });

  it('says nothing new when it sends the same again', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(...deliveries);
    const said = async () => (await ingestion.events()).filter(({ type }) => type !== 'StakeholderIdentified');
    const [before, states] = [await said(), await ingestion.states()];
    await ingestion.ingest(...deliveries.map(({ body }) => delivered(crm, ` ${body}`)));
    expect(await said()).toEqual(before);
    expect(await ingestion.states()).toEqual(states);
  });

  it('counts what nobody maps, and goes on', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(
      delivered(crm, {
        ...lead('L1', '2026-02-01T10:00:00', { status: 'Lukewarm', custom: { size: 3 } }),
        request: 'r',
      }),
      delivered(crm, { event: { object_type: 'task.lead', data: {} } }),
      delivered(crm, { hello: 'world' }),
      delivered(crm, '[1, 2]'),
    );
    expect(await ingestion.receipts.notUnderstood()).toEqual({
      'custom-crm/own body without records': 2,
      'custom-crm/own field account /data/custom': 1,
      'custom-crm/own record of no kind that is mapped': 1,
      'custom-crm/own value of account.stage': 1,
    });
    expect(await ingestion.receipts.quarantine(10)).toEqual([]);
  });

  it('puts aside what cannot be read, with its place and bytes, and says the rest', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(
      delivered(crm, deal('D1', '2026-02-10T10:00:00', { value: 'lots', status_type: 'won' })),
      delivered(crm, lead('', '2026-02-10T10:00:00')),
      delivered(crm, lead('L1', 'soon')),
    );
    const parts = await ingestion.receipts.quarantine(10);
    expect(parts.map(({ place, reason }) => ({ place, reason })).reverse()).toEqual([
      { place: '/event/data/value', reason: 'arr must be a decimal number, such as 1200.50' },
      { place: '/event/data/id', reason: 'must be an id: text, or a whole number below 2^53' },
      { place: '/event/date_updated', reason: 'must be a time from 1900 to 9998, such as 2026-03-01T09:30:00Z' },
    ]);
    expect(JSON.parse(`${parts.at(-1)?.bytes}`)).toMatchObject({ data: { id: 'D1', value: 'lots' } });
    expect((await ingestion.events()).map(({ type }) => type)).toContain('OpportunityWon');
  });
});
