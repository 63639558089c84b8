import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import { type SupportCaseState, statusOf } from '../../../domain/support-case/state.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { zendesk as vendor } from '../../../ingestion-adapters/zendesk/vendor.js';
import { delivered, ingestionUnderTest, zendesk } from '../ingesting.js';

type Sent = {
  readonly body: object;
  readonly invocation?: string;
  readonly sentAt?: string;
  readonly receivedAt?: string;
};

const told = async (...deliveries: ReadonlyArray<Sent>) => {
  const ingestion = await ingestionUnderTest();
  const kept: Array<string> = [];
  for (const { body, invocation, sentAt, receivedAt = '2026-02-05T10:00:30Z' } of deliveries) {
    const headers = {
      ...(invocation === undefined ? {} : { 'x-zendesk-webhook-invocation-id': invocation }),
      ...(sentAt === undefined ? {} : { 'x-zendesk-webhook-signature-timestamp': sentAt }),
    };
    const receipt = receiptOf(zendesk, 'trigger', Buffer.from(JSON.stringify(body)), new Date(receivedAt), headers);
    kept.push(await ingestion.receipts.keep(receipt));
    await ingestion.ingest();
  }
  const states = await ingestion.states();
  return {
    ...ingestion,
    kept,
    states,
    supportCase: states['supportcase-zendesk:demo:641'] as SupportCaseState | undefined,
    unknown: await ingestion.receipts.notUnderstood(),
  };
};

const kindOf = (body: unknown) => vendor.kindOf(Buffer.from(JSON.stringify(body)));

describe('a body written by an administrator', () => {
  it('is told from events and from pages', () => {
    expect(kindOf({ type: 'New reply', ticketID: '641' })).toEqual(E.right('trigger'));
    expect(kindOf({ type: 'zen:event-type:ticket.created' })).toEqual(E.right('webhook'));
    expect(kindOf({ tickets: [] })).toEqual(E.right('tickets-export'));
    expect(kindOf({ ticket_metric_events: [] })).toEqual(E.right('ticket-metric-events'));
    expect(kindOf(['trigger'])).toEqual(E.right('webhook'));
  });

  it('is read by the usual names of its fields, however they are written', async () => {
    const flat = {
      ticketID: '641',
      Status: 'Solved',
      ticket_priority: 'Urgent',
      'Satisfaction Rating': 'Good, I am satisfied',
      organization_id: '88001',
      updated_at_with_timestamp: '2026-02-05T10:00:10Z',
    };
    const nested = {
      ticket: {
        id: 641,
        status: 'solved',
        priority: 'urgent',
        satisfaction: { current_rating: 'good' },
        organization: { id: 88_001 },
        updated_at: '2026-02-05T10:00:10Z',
      },
    };
    for (const body of [flat, nested]) {
      const { supportCase, unknown } = await told({ body });
      expect(supportCase && statusOf(supportCase)).toBe('solved');
      expect(supportCase?.timeline).toEqual([{ at: '2026-02-05T10:00:10.000Z', said: 'solved' }]);
      expect(supportCase?.priority?.value).toBe('urgent');
      expect(supportCase?.satisfaction?.value).toEqual({ score: 1, raw: 'good', comment: null });
      expect(supportCase?.account?.value).toBe(accountIdOf({ source: 'zendesk', connection: 'demo', id: '88001' }));
      expect(unknown).toEqual({});
    }
  });

  it('names the account by the external id of the organisation', async () => {
    const body = { ticket_id: '641', organization: 'Nordlicht', 'organization.external_id': '7' };
    const { supportCase } = await told({ body });
    expect(supportCase?.account?.value).toBe(accountIdOf({ source: 'hubspot', connection: 'demo', id: '7' }));
  });

  it('has what is not understood counted, by name alone, and none of it thrown away', async () => {
    const { unknown, receipts } = await told(
      { body: { ticket_id: '641', status: 'Wartend', updated_at: 'May 18', assigneeEmail: 'ada@example.com' } },
      { body: { ticket_id: ['641'], note: 'a' } },
      { body: { ticket_id: '641', status: '', priority: '', rating: '' } },
    );
    expect(unknown).toEqual({
      'zendesk/demo trigger value of status': 1,
      'zendesk/demo trigger value of updatedAt': 1,
      'zendesk/demo trigger field assigneeEmail': 1,
      'zendesk/demo trigger body without a ticket id': 1,
      'zendesk/demo trigger body that says nothing of its ticket': 1,
    });
    expect(await receipts.quarantine(10)).toEqual([]);
  });

  it('is one delivery an invocation, and not one a wording', async () => {
    const solved = { ticket_id: '641', status: 'Solved' };
    const open = { ticket_id: '641', status: 'Open' };
    const at = (body: object, invocation: string, receivedAt: string) => ({ body, invocation, receivedAt });
    const { supportCase, kept } = await told(
      at(solved, 'a', '2026-02-05T10:00:00Z'),
      at(solved, 'a', '2026-02-05T10:00:09Z'),
      at(open, 'b', '2026-02-06T10:00:00Z'),
      at(solved, 'c', '2026-02-07T10:00:00Z'),
    );
    expect(kept).toEqual(['new', 'known', 'new', 'new']);
    expect(supportCase?.timeline.map(({ said }) => said)).toEqual(['solved', 'reopened', 'solved']);
  });

  it('that tells no time is as old as its sending', async () => {
    const body = { ticket_id: '641', status: 'Solved' };
    const at = async (sent: Omit<Sent, 'body'>) => (await told({ body, ...sent })).supportCase?.timeline[0]?.at;
    expect(await at({ sentAt: '2026-02-05T10:00:12Z' })).toBe('2026-02-05T10:00:12.000Z');
    expect(await at({ sentAt: '2026-02-05T11:00:12Z' })).toBe('2026-02-05T10:00:30.000Z');
    expect(await at({ sentAt: '1234' })).toBe('2026-02-05T10:00:30.000Z');
    expect(await at({ sentAt: 'noon' })).toBe('2026-02-05T10:00:30.000Z');
    expect(await at({})).toBe('2026-02-05T10:00:30.000Z');
  });

  it('that tells the minute happened within it, as near to its sending as can be', async () => {
    const at = async (updated_at: string) =>
      (await told({ body: { ticket_id: '641', status: 'Solved', updated_at } })).supportCase?.timeline[0]?.at;
    expect(await at('2026-02-05T10:00Z')).toBe('2026-02-05T10:00:30.000Z');
    expect(await at('2026-02-05T11:58+02:00')).toBe('2026-02-05T09:58:59.000Z');
    expect(await at('2026-02-05T10:01Z')).toBe('2026-02-05T10:01:00.000Z');
  });

  it('agrees with events about the same ticket, in any order', async () => {
    const event = {
      type: 'zen:event-type:ticket.created',
      time: '2026-02-05T09:00:00Z',
      detail: { id: '641', status: 'OPEN', priority: 'LOW', created_at: '2026-02-05T09:00:00Z' },
    };
    const trigger = { ticket_id: '641', status: 'Closed', priority: 'High', updated_at: '2026-02-05T10:00:00Z' };
    const bodies = [delivered(zendesk, event), delivered(zendesk, trigger)];
    const [one, other] = [await ingestionUnderTest(), await ingestionUnderTest()];
    await one.ingest(...bodies);
    await other.ingest(...bodies.toReversed(), ...bodies);
    expect(await other.states()).toEqual(await one.states());
    expect(statusOf((await one.states())['supportcase-zendesk:demo:641'] as SupportCaseState)).toBe('solved');
  });
});
