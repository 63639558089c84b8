import type { Account } from '../accounts.js';
import { HOUR } from '../calendar.js';
import type { Company } from '../company.js';
import type { Delivery } from '../delivery.js';
import { type Random, randomOf } from '../prng.js';
import { afterStep, type Ticket, type TicketStep, ticketAt, ticketsOf, webhooksConnectedAt } from '../support.js';

const DESK = 22_480_113;
const SITE = 'https://treering-demo.zendesk.example/api/v2';
const GROUP = 7_100_000_000_900;
const BRAND = 7_100_000_000_901;
const PAGE = 100;

const instant = (time: number) => new Date(time).toISOString();
export const seconds = (time: number) => `${instant(time).slice(0, 19)}Z`;
const nanoseconds = (random: Random, time: number) =>
  `${instant(time).slice(0, 23)}${String(random.int(0, 999_999)).padStart(6, '0')}Z`;

const ORGANIZATION_LAG = 2 * HOUR;

/** As exports have it; ids are numbers there. */
export const organizationOf = (account: Account) => {
  const at = seconds(account.signedAt + ORGANIZATION_LAG);
  return {
    id: account.organizationId,
    name: account.name,
    external_id: String(account.companyId),
    group_id: null,
    shared_comments: false,
    shared_tickets: false,
    created_at: at,
    updated_at: at,
  };
};

/** Event webhooks say ids as strings and enumerations in capitals; exports say numbers and small letters. */
const organizationCreated = (random: Random, account: Account, at: number): string =>
  JSON.stringify({
    type: 'zen:event-type:organization.created',
    account_id: DESK,
    id: random.uuid(),
    time: seconds(at),
    zendesk_event_version: '2022-06-20',
    subject: `zen:organization:${account.organizationId}`,
    detail: { ...organizationOf(account), id: String(account.organizationId) },
    event: {},
  });

const detail = (ticket: Ticket, actorId: number) => ({
  actor_id: String(actorId),
  assignee_id: String(ticket.assigneeId),
  brand_id: String(BRAND),
  created_at: seconds(ticket.createdAt),
  custom_status: ticket.status === 'solved' ? '7100000000922' : '7100000000921',
  description: ticket.description,
  external_id: null,
  form_id: '7100000000910',
  group_id: String(GROUP),
  id: String(ticket.id),
  is_public: true,
  organization_id: String(ticket.account.organizationId),
  priority: ticket.priority.toUpperCase(),
  requester_id: String(ticket.requesterId),
  status: ticket.status.toUpperCase(),
  subject: ticket.subject,
  submitter_id: String(ticket.requesterId),
  tags: ticket.tags,
  type: 'PROBLEM',
  updated_at: seconds(ticket.updatedAt),
  via: { channel: 'web_service' },
});

const whatHappened = (random: Random, before: Ticket, after: Ticket, { change }: TicketStep) => {
  switch (change.kind) {
    case 'created':
      return { action: 'created', actorId: before.requesterId, event: {} };
    case 'commented': {
      const id = change.byStaff ? before.assigneeId : before.requesterId;
      const author = { id: String(id), is_staff: change.byStaff, name: change.byStaff ? 'Support Agent' : 'Requester' };
      const body = change.byStaff ? 'We are looking into this.' : 'Thank you, here are the details.';
      const comment = { id: String(random.int(1e9, 9e9)), body, is_public: true, author };
      return { action: 'comment_added', actorId: id, event: { comment } };
    }
    case 'prioritised': {
      const event = { current: after.priority.toUpperCase(), previous: before.priority.toUpperCase() };
      return { action: 'priority_changed', actorId: before.assigneeId, event };
    }
    case 'solved':
    case 'reopened': {
      const event = { current: after.status.toUpperCase(), previous: before.status.toUpperCase() };
      const actorId = change.kind === 'solved' ? before.assigneeId : before.requesterId;
      return { action: 'status_changed', actorId, event };
    }
    case 'rated': {
      const event = { satisfaction_score: { score: change.rating.toUpperCase() } };
      return { action: 'csat_received', actorId: before.requesterId, event };
    }
  }
};

export const ticketEvent = (random: Random, before: Ticket, step: TicketStep): string => {
  const after = afterStep(before, step);
  const { action, actorId, event } = whatHappened(random, before, after, step);
  return JSON.stringify({
    account_id: DESK,
    detail: detail(after, actorId),
    event,
    id: random.uuid(),
    subject: `zen:ticket:${before.id}`,
    time: nanoseconds(random, step.at),
    type: `zen:event-type:ticket.${action}`,
    zendesk_event_version: '2022-11-06',
  });
};

export const exportedTicket = (ticket: Ticket) => ({
  url: `${SITE}/tickets/${ticket.id}.json`,
  id: ticket.id,
  external_id: null,
  via: { channel: 'web', source: { from: {}, to: {}, rel: null } },
  created_at: seconds(ticket.createdAt),
  updated_at: seconds(ticket.updatedAt),
  generated_timestamp: Math.floor(ticket.updatedAt / 1000),
  type: 'problem',
  subject: ticket.subject,
  raw_subject: ticket.subject,
  description: ticket.description,
  priority: ticket.priority,
  status: ticket.status,
  recipient: null,
  requester_id: ticket.requesterId,
  submitter_id: ticket.requesterId,
  assignee_id: ticket.assigneeId,
  organization_id: ticket.account.organizationId,
  group_id: GROUP,
  brand_id: BRAND,
  is_public: true,
  tags: ticket.tags,
  custom_fields: [],
  satisfaction_rating: { score: ticket.rating },
});

/** Pages of the cursor-based incremental export, in the order tickets were last changed. */
const exportPages = (tickets: ReadonlyArray<Ticket>): ReadonlyArray<string> => {
  const sorted = [...tickets].sort((a, b) => a.updatedAt - b.updatedAt || a.id - b.id);
  return Array.from({ length: Math.ceil(sorted.length / PAGE) }, (_, page) => {
    const rows = sorted.slice(page * PAGE, (page + 1) * PAGE);
    const last = rows.at(-1);
    const cursor = Buffer.from(`${last?.updatedAt ?? 0}.0||${last?.id ?? 0}`).toString('base64');
    return JSON.stringify({
      tickets: rows.map(exportedTicket),
      after_url: `${SITE}/incremental/tickets/cursor.json?cursor=${cursor}`,
      after_cursor: cursor,
      end_of_stream: (page + 1) * PAGE >= sorted.length,
      count: rows.length,
    });
  });
};

type Waiting = { readonly at: number; readonly kind: Delivery['kind']; readonly body: () => string };

const organizations = (company: Company): ReadonlyArray<Waiting> =>
  company.customers.map(({ account }) => {
    const at = account.signedAt + ORGANIZATION_LAG;
    const body = () => organizationCreated(randomOf(company.seed, 'organization', account.index), account, at);
    return { at, kind: 'webhook', body };
  });

/** Organisations as they are made, old tickets by export pages, and from then on ticket events; a few arrive late or twice. */
export function* supportDeliveries(company: Company): Generator<Delivery> {
  const connectedAt = webhooksConnectedAt(company);
  const tickets = ticketsOf(company);
  const older = tickets.filter(({ opened }) => opened.createdAt < connectedAt);
  const pages = exportPages(older.map((ticket) => ticketAt(ticket, connectedAt)));
  const events = tickets.flatMap((history) =>
    history.steps.flatMap((step, i): ReadonlyArray<Waiting> => {
      if (step.at < connectedAt) return [];
      const name = [company.seed, 'ticket-event', history.opened.id, i] as const;
      const body = () => ticketEvent(randomOf(...name), ticketAtStep(history.opened, history.steps, i), step);
      const random = randomOf(...name, 'delivery');
      const at = step.at + (random.chance(0.02) ? random.int(60_000, 900_000) : random.int(300, 3_000));
      const again = { at: at + 30_000, kind: 'webhook' as const, body };
      return [{ at, kind: 'webhook', body }, ...(random.chance(0.005) ? [again] : [])];
    }),
  );
  const all: ReadonlyArray<Waiting> = [
    ...organizations(company),
    ...pages.map((page): Waiting => ({ at: connectedAt, kind: 'tickets-export', body: () => page })),
    ...events,
  ];
  for (const { at, kind, body } of all.toSorted((a, b) => a.at - b.at)) {
    if (at < company.endsAt) yield { source: 'zendesk', kind, at: new Date(at), body: body() };
  }
}

const ticketAtStep = (opened: Ticket, steps: ReadonlyArray<TicketStep>, index: number): Ticket =>
  steps.slice(0, index).reduce(afterStep, opened);
