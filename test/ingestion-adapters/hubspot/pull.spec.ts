import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { AccountState } from '../../../domain/account/state.js';
import { type OpportunityState, statusOf } from '../../../domain/opportunity/state.js';
import { hasLeft, type StakeholderState } from '../../../domain/stakeholder/state.js';
import { statusOf as caseStatusOf, type SupportCaseState } from '../../../domain/support-case/state.js';
import type { HubspotRecord } from '../../../simulator/records/hubspot.js';
import { makeHubspotStub } from '../../support/vendors/hubspot.js';
import { delivered, hubspot, ingestionUnderTest } from '../ingesting.js';
import { type Cursors, ingestPulled, oauthApp, pulledBodies } from './pulling.js';
import { MINUTE, portal, recordsOf, START, stages, webhooksOf } from './story.js';

const accountOf = (id: number | string) => accountIdOf({ source: 'hubspot', connection: 'demo', id: `${id}` });
const now = () => new Date(START + 60 * MINUTE);

const last = ({ history }: HubspotRecord, name: string): string | undefined => history[name]?.at(-1)?.value;
const filled = (value: string | undefined) => (value === '' ? undefined : value);

const ends: Readonly<Record<string, string>> = { '9001': 'won', '9002': 'lost' };
const lifecycles: Readonly<Record<string, string>> = { lead: 'lead', customer: 'customer', churned: 'churned' };

/** What is true of a record, in our words. */
const truthOf = (record: HubspotRecord): unknown => {
  switch (record.object) {
    case 'company':
      return {
        name: last(record, 'name'),
        owner: filled(last(record, 'hubspot_owner_id')),
        stage: lifecycles[last(record, 'lifecyclestage') ?? ''],
      };
    case 'contact': {
      const company = filled(last(record, 'associatedcompanyid'));
      return {
        name: last(record, 'firstname'),
        account: company === undefined ? undefined : accountOf(company),
        left: record.archivedAt !== undefined,
      };
    }
    case 'deal': {
      const [company] = record.companies ?? [];
      return {
        name: last(record, 'dealname'),
        amount: last(record, 'amount'),
        stage: last(record, 'dealstage'),
        status: ends[last(record, 'dealstage') ?? ''] ?? 'open',
        account: company === undefined ? undefined : accountOf(company),
      };
    }
    case 'ticket': {
      const [company] = record.companies ?? [];
      return {
        status: (last(record, 'closed_date') ?? '') === '' ? 'open' : 'solved',
        account: company === undefined ? undefined : accountOf(company),
      };
    }
  }
};

const valueIn = (personal: StakeholderState['firstName']) =>
  personal?.value._tag === 'Present' ? personal.value.value : undefined;

/** What we hold of it. */
const heldOf = ({ object, id }: HubspotRecord, states: Readonly<Record<string, unknown>>): unknown => {
  switch (object) {
    case 'company': {
      const state = states[`account-${accountOf(id)}`] as AccountState | undefined;
      const { name, owner } = state?.profile ?? {};
      return { name: name?.value, owner: owner?.value ?? undefined, stage: state?.stage?.value };
    }
    case 'contact': {
      const state = states[`stakeholder-hubspot:demo:${id}`] as StakeholderState | undefined;
      const left = state !== undefined && hasLeft(state);
      return { name: valueIn(state?.firstName), account: state?.account?.value ?? undefined, left };
    }
    case 'deal': {
      const state = states[`opportunity-hubspot:demo:${id}`] as OpportunityState | undefined;
      return {
        name: state?.name?.value,
        amount: state?.amount?.value,
        stage: state?.stage?.value,
        status: state && statusOf(state),
        account: state?.account?.value ?? undefined,
      };
    }
    case 'ticket': {
      const state = states[`supportcase-hubspot:demo:${id}`] as SupportCaseState | undefined;
      return { status: state && caseStatusOf(state), account: state?.account?.value ?? undefined };
    }
  }
};

const each = (records: ReadonlyArray<HubspotRecord>, of: (record: HubspotRecord) => unknown) =>
  Object.fromEntries(records.map((record) => [`${record.object} ${record.id}`, of(record)]));

describe('a pulled HubSpot portal', () => {
  it('is held as it is, with busy answers, tokens that run out and runs cut short after any page', async () => {
    await fc.assert(
      fc.asyncProperty(portal, fc.integer({ min: 2, max: 9 }), fc.boolean(), async (records, every, cut) => {
        const stub = makeHubspotStub({
          records: recordsOf(...records),
          stages,
          now: () => now().getTime(),
          tokenLasts: every,
          busyEvery: every + 1,
        });
        const ingestion = await ingestionUnderTest();
        await ingestPulled(ingestion, {
          ask: async (request) => stub.answer(request),
          now,
          connection: oauthApp,
          cutAfter: (page) => cut && page % 2 === 1,
        });
        const states = await ingestion.states();
        expect(each(records, (record) => heldOf(record, states))).toEqual(each(records, truthOf));
        expect(await ingestion.receipts.quarantine(5)).toEqual([]);
      }),
      { seed: 20_260_304, numRuns: 25 },
    );
  }, 60_000);

  it('is held the same, in whatever order and however often pushes and pulls of it come', async () => {
    const mixed = portal.chain((records) =>
      fc.record({
        records: fc.constant(records),
        order: fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(mixed, async ({ records, order }) => {
        const stub = makeHubspotStub({ records: recordsOf(...records), stages, now: () => now().getTime() });
        const pages = await pulledBodies({ ask: async (request) => stub.answer(request), now });
        const elements = webhooksOf(records);
        const batches = elements.flatMap((_, i) => (i % 7 === 0 ? [elements.slice(i, i + 7)] : []));
        const all = [...batches, ...pages].map((body) => delivered(hubspot, body));
        const shuffled = [...all, ...all.slice(0, 5)]
          .map((one, i) => ({ one, by: order[i % order.length] ?? 0 }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ one }) => one);
        const [one, other] = [await ingestionUnderTest(), await ingestionUnderTest()];
        await one.ingest(...all);
        for (const delivery of shuffled) await other.ingest(delivery);
        const states = await one.states();
        expect(await other.states()).toEqual(states);
        expect(each(records, (record) => heldOf(record, states))).toEqual(each(records, truthOf));
      }),
      { seed: 20_260_305, numRuns: 15 },
    );
  }, 60_000);

  it('says nothing new when it is pulled again and nothing has changed but the clock', async () => {
    const record: HubspotRecord = {
      object: 'deal',
      id: 21,
      createdAt: START,
      history: { amount: [{ value: '1', at: START }] },
    };
    const stub = makeHubspotStub({ records: recordsOf(record), stages, now: () => now().getTime() });
    const ingestion = await ingestionUnderTest();
    const cursors: Cursors = new Map();
    const ask = async (request: Parameters<typeof stub.answer>[0]) => stub.answer(request);
    await ingestPulled(ingestion, { ask, now }, cursors);
    const events = await ingestion.events();
    await ingestPulled(ingestion, { ask, now }, cursors);
    await ingestPulled(ingestion, { ask, now });
    expect(await ingestion.events()).toEqual(events);
  });
});
