import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delivered, delivered, hubspot, ingestionUnderTest, mixpanel, zendesk } from './ingesting.js';

const MINUTE = 60_000;
const start = Date.parse('2026-02-28T22:00:00Z');
const iso = (minute: number) => new Date(start + minute * MINUTE).toISOString();

const minutes = fc.integer({ min: 0, max: 8 });
const small = fc.integer({ min: 1, max: 3 });

const hubspotElement = fc.tuple(minutes, small, small, fc.nat(3)).chain(([minute, id, company, eventId]) => {
  const at = { occurredAt: start + minute * MINUTE, eventId, portalId: 1, attemptNumber: 0 };
  const change = (object: string, propertyName: string, propertyValue: string) => ({
    ...at,
    subscriptionType: `${object}.propertyChange`,
    objectId: id,
    propertyName,
    propertyValue,
  });
  return fc.constantFrom<object>(
    { ...at, subscriptionType: 'company.creation', objectId: id },
    { ...at, subscriptionType: 'company.deletion', objectId: id },
    { ...at, subscriptionType: 'company.restore', objectId: id },
    change('company', 'name', `Company ${company}`),
    change('company', 'lifecyclestage', company === 1 ? 'customer' : 'opportunity'),
    change('company', 'seats', `${company}0`),
    { ...at, subscriptionType: 'company.merge', objectId: id, primaryObjectId: id, mergedObjectIds: [company] },
    change('contact', 'firstname', `Name ${company}`),
    change('contact', 'associatedcompanyid', company === 1 ? '' : `${company}`),
    change('contact', 'notes_last_contacted', `${start + company * MINUTE}`),
    { ...at, subscriptionType: 'contact.deletion', objectId: id },
    { ...at, subscriptionType: 'deal.creation', objectId: id },
    change('deal', 'dealstage', ['closedwon', 'closedlost', 'contractsent'][company - 1] ?? ''),
    change('deal', 'amount', company === 3 ? '' : `${company}00.50`),
    change('deal', 'hs_arr', `${company}00`),
    change('deal', 'closed_lost_reason', `reason ${company}`),
    change('deal', 'dealtype', 'existingbusiness'),
    change('deal', 'deal_kind', 'renewal'),
    {
      ...at,
      subscriptionType: 'deal.associationChange',
      associationType: 'DEAL_TO_COMPANY',
      fromObjectId: id,
      toObjectId: company,
      associationRemoved: eventId === 0,
    },
  );
});

const ticketOf = (id: number, minute: number, org: number) => ({
  id,
  created_at: iso(0),
  updated_at: iso(minute),
  organization_id: org,
  requester_id: 5,
  status: 'solved',
  priority: 'high',
  satisfaction_rating: { score: org === 1 ? 'bad' : 'good', comment: 'thanks' },
});

const zendeskBody = fc.tuple(minutes, small, small).chain(([minute, id, org]) => {
  const event = (type: string, current: string, previous: string) => ({
    type: `zen:event-type:${type}`,
    id: `${type}-${minute}`,
    time: iso(minute).replace('.000Z', '.123456789Z'),
    detail: { ...ticketOf(id, minute, org), id: `${id}`, organization_id: `${org}`, status: current },
    event: { current, previous, satisfaction_score: { score: org === 1 ? 'BAD' : 'GOOD' } },
  });
  return fc.constantFrom<object>(
    event('ticket.created', 'NEW', ''),
    event('ticket.status_changed', 'SOLVED', 'OPEN'),
    event('ticket.status_changed', 'OPEN', 'SOLVED'),
    event('ticket.priority_changed', 'URGENT', 'LOW'),
    event('ticket.organization_changed', '', ''),
    event('ticket.csat_received', 'SOLVED', 'SOLVED'),
    { tickets: [ticketOf(id, minute, org), { ...ticketOf(id, minute, org), status: 'open' }], end_of_stream: true },
    {
      type: 'zen:event-type:organization.created',
      id: `organization-${org}`,
      time: iso(minute),
      detail: { id: `${org}`, name: `Organisation ${id}`, external_id: `${id}` },
    },
  );
});

const mixpanelLine = fc
  .tuple(fc.integer({ min: 0, max: 3 }), small, small, small)
  .map(([hours, company, user, insert]) =>
    JSON.stringify({
      event: company === 1 ? 'Report Viewed' : 'Export Run',
      properties: {
        time: start / 1000 + hours * 3600,
        distinct_id: `user ${user}`,
        $insert_id: `${company}-${insert}`,
        company_id: `${company}`,
      },
    }),
  );

const delivery: fc.Arbitrary<Delivered> = fc.oneof(
  fc.array(hubspotElement, { minLength: 1, maxLength: 5 }).map((elements) => delivered(hubspot, elements)),
  zendeskBody.map((body) => delivered(zendesk, body)),
  fc.array(mixpanelLine, { minLength: 1, maxLength: 6 }).map((lines) => delivered(mixpanel, lines.join('\n'))),
);

const shuffledWithRepeats = fc.array(delivery, { minLength: 1, maxLength: 10 }).chain((sent) =>
  fc.tuple(
    fc.constant(sent),
    fc
      .tuple(
        fc.shuffledSubarray(sent, { minLength: sent.length }),
        fc.array(fc.constantFrom(...sent), { maxLength: 4 }),
      )
      .map(([all, again]) => [...all, ...again]),
  ),
);

describe('deliveries', () => {
  it('lead to the same, in whatever order and however often they come', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledWithRepeats, async ([sent, arrived]) => {
        const [one, other] = [await ingestionUnderTest(), await ingestionUnderTest()];
        await one.ingest(...sent);
        for (const each of arrived) await other.ingest(each);
        expect(await other.states()).toEqual(await one.states());
      }),
      { seed: 20_260_301, numRuns: 300 },
    );
  });

  it('say nothing new when a tried-again body differs in its attempt alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hubspotElement, { minLength: 1, maxLength: 6 }), async (elements) => {
        const ingestion = await ingestionUnderTest();
        await ingestion.ingest(delivered(hubspot, elements));
        const before = await ingestion.states();
        await ingestion.ingest(
          delivered(
            hubspot,
            elements.map((element) => ({ ...element, attemptNumber: 1 })),
          ),
        );
        expect(await ingestion.states()).toEqual(before);
      }),
      { seed: 20_260_302, numRuns: 100 },
    );
  });
});
