import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import { arrOn } from '../../../domain/account/contract.js';
import type { AccountState } from '../../../domain/account/state.js';
import { CalendarDate } from '../../../domain/primitives.js';
import { remapReceipts } from '../../../ingestion-adapters/remap.js';
import { caseIdOf } from '../../../ingestion-adapters/vendor-ids.js';
import { valid } from '../../support/valid.js';
import { delivered } from '../ingesting.js';
import { type CustomCrm, crm, customCrmUnderTest } from './support.js';

const listed = (kind: string, records: string, fields: ReadonlyArray<object>) => ({
  kind,
  records,
  id: '/no',
  changedAt: { from: '/touched' },
  account: { from: '/customer', idsAre: 'hubspot/demo' },
  deleted: { from: '/removed', in: ['true'] },
  fields,
});
const text = (to: string, from = `/${to}`) => ({ to, from, type: 'text' });

const mapping = (amount: object = {}) => ({
  records: [
    listed('contract', '/contracts', [
      { to: 'arr', from: '/yearly', type: 'decimal', ...amount },
      { to: 'startsOn', from: '/from', type: 'date' },
      { to: 'endsOn', from: '/until', type: 'date' },
      { to: 'cancelledOn', from: '/cancelled', type: 'date' },
      text('currency'),
    ]),
    listed('support-case', '/complaints', [
      { to: 'openedAt', from: '/raised', type: 'time' },
      { to: 'status', from: '/state', type: 'enum', table: { done: 'solved', open: 'open' } },
      { to: 'priority', from: '/weight', type: 'enum', table: { '1': 'urgent', '2': 'normal' } },
      { to: 'score', from: '/stars', type: 'decimal', multiply: '0.2' },
      text('rating', '/stars'),
      text('comment', '/words'),
      text('person', '/by'),
    ]),
    listed('usage', '/uses', [
      { to: 'quantity', from: '/times', type: 'integer' },
      { to: 'on', from: '/day', type: 'date' },
      text('feature'),
    ]),
  ],
});

const touched = '2026-02-01T10:00:00Z';
const contract = { no: 7, touched, customer: 41, yearly: '120000', from: '2026-01-01', until: '2027-01-01' };
const complaint = { no: 'C1', touched, customer: 41, raised: '2026-01-31T10:00:00Z', state: 'open', weight: 1 };
const use = { no: 'U1', touched, customer: 41, times: 12, day: '2026-01-30', feature: 'export' };

const bodies = [
  { contracts: [contract], complaints: [complaint], uses: [use, { ...use, no: 'U2', times: 3 }] },
  { contracts: [{ ...contract, touched: '2026-03-01T10:00:00Z', yearly: '150000', currency: 'USD' }] },
  {
    complaints: [
      { ...complaint, touched: '2026-02-02T10:00:00Z', state: 'done', stars: 4, words: 'Quick help', by: 'P9' },
    ],
  },
  {
    contracts: [
      { ...contract, no: 8 },
      { no: 8, touched: '2026-03-02T10:00:00Z', customer: 41, removed: true },
    ],
  },
].map((body) => delivered(crm, body));

const accountId = accountIdOf({ source: 'hubspot', connection: 'demo', id: '41' });

const mapped = async (): Promise<CustomCrm> => {
  const ingestion = await customCrmUnderTest(false);
  const saved = await ingestion.map(mapping(), { contracts: [contract], complaints: [complaint], uses: [use] });
  if (saved._tag === 'Left') throw new TypeError(JSON.stringify(saved.left));
  return ingestion;
};

const arrIn = async (ingestion: CustomCrm, day: string) => {
  const account = (await ingestion.states())[`account-${accountId}`] as AccountState;
  return arrOn(account.contracts, valid(CalendarDate)(day)).map(({ amount, currency }) => `${amount} ${currency}`);
};

describe('contracts, cases and usage of a mapped connection', () => {
  it('are facts about the account of another source that their key names', async () => {
    const ingestion = await mapped();
    await ingestion.ingest(...bodies);
    expect(await ingestion.receipts.quarantine(10)).toEqual([]);
    expect(await arrIn(ingestion, '2026-06-01')).toEqual(['150000 USD']);
    const states = await ingestion.states();
    expect(states[`supportcase-${caseIdOf({ source: crm.source, connection: crm.name, id: 'C1' })}`]).toMatchObject({
      priority: { value: 'urgent' },
      satisfaction: { value: { score: 0.8, raw: '4', comment: { value: 'Quick help' } } },
      account: { value: accountId },
    });
    expect(states[`usage-${accountId}-202601`]).toEqual({
      'events export 2026-01-30': 15,
      'adopted export': '2026-01-30T00:00:00.000Z',
    });
  });

  it('are the same in any order, and however often they come', async () => {
    const sorted = await mapped();
    await sorted.ingest(...bodies);
    const truth = await sorted.states();
    const shuffles = fc.tuple(
      fc.shuffledSubarray(bodies, { minLength: bodies.length }),
      fc.array(fc.constantFrom(...bodies), { maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(shuffles, async ([all, again]) => {
        const ingestion = await mapped();
        for (const { connection, body } of [...all, ...again]) await ingestion.ingest({ connection, body: `${body} ` });
        expect(await ingestion.states()).toEqual(truth);
      }),
      { seed: 2026, numRuns: 15 },
    );
  });

  it('follow a mapping that changes, but for usage, which adds up', async () => {
    const ingestion = await mapped();
    await ingestion.ingest(...bodies);
    const used = async () => (await ingestion.states())[`usage-${accountId}-202601`];
    const before = await used();
    await ingestion.map(mapping({ multiply: '0.01' }), { contracts: [contract] });
    await remapReceipts({ ...ingestion.deps, receipts: ingestion.receipts })({
      source: crm.source,
      connection: crm.name,
    });
    expect(await arrIn(ingestion, '2026-06-01')).toEqual(['1500 USD']);
    expect(await used()).toEqual(before);
  });

  it('are put aside where what they cannot be without is missing', async () => {
    const ingestion = await mapped();
    await ingestion.ingest(
      delivered(crm, { contracts: [{ ...contract, until: undefined }], uses: [{ ...use, customer: null }] }),
      delivered(crm, { contracts: [{ ...contract, until: '2025-01-01' }] }),
    );
    expect(
      (await ingestion.receipts.quarantine(10)).map(({ place, reason }) => `${place} ${reason}`).toSorted(),
    ).toEqual([
      '/contracts/0 endsOn is required',
      '/uses/0/customer account is required',
      'contract/7 SignContract was refused: ContractEndsBeforeItStarts',
    ]);
  });
});
