import type { Company } from '../company.js';
import { batchesOf } from '../imports.js';
import { exportedTicket, organizationOf, seconds } from '../vendors/zendesk.js';
import { firstReplyAt, ratingIn, type TicketRecord, ticketVersionsOf, timesOf } from './tickets.js';
import { inOrder, savedAgain, type Version } from './version.js';

export type ZendeskTable = 'tickets' | 'organizations' | 'satisfaction_ratings' | 'ticket_metric_events';

/** A row of one of the tables that Zendesk exports. */
export type ZendeskRow = {
  readonly table: ZendeskTable;
  readonly row: Readonly<Record<string, unknown>> & { readonly id: number };
};

const version = (table: ZendeskTable, at: number, row: ZendeskRow['row']): Version<ZendeskRow> => ({
  at,
  key: `${table}/${row.id}`,
  record: { table, row },
});

/** The desk itself touches a ticket without changing it, which shows in `generated_timestamp` alone. */
const ticketRow = ({ at, record }: Version<TicketRecord>): Version<ZendeskRow> =>
  version('tickets', at, { ...exportedTicket(record.ticket), generated_timestamp: Math.floor(at / 1000) });

const ratingRows = ({ at, record }: Version<TicketRecord>): ReadonlyArray<Version<ZendeskRow>> => {
  const { ticket } = record;
  const [offeredAt] = timesOf(record, 'solved');
  const rated = ratingIn(record);
  if (offeredAt === undefined || (at !== offeredAt && at !== rated?.at)) return [];
  return [
    version('satisfaction_ratings', at, {
      id: 500_000 + ticket.id,
      ticket_id: ticket.id,
      requester_id: ticket.requesterId,
      score: rated?.rating ?? 'offered',
      comment: null,
      created_at: seconds(offeredAt),
      updated_at: seconds(at),
    }),
  ];
};

const metricRows = ({ at, record }: Version<TicketRecord>): ReadonlyArray<Version<ZendeskRow>> => {
  const { ticket } = record;
  const step = (id: number, type: string) =>
    version('ticket_metric_events', at, {
      id: 2 * ticket.id + id,
      ticket_id: ticket.id,
      metric: 'reply_time',
      instance_id: 1,
      type,
      time: seconds(at),
    });
  return [
    ...(at === ticket.createdAt ? [step(0, 'activate')] : []),
    ...(at === firstReplyAt(record) ? [step(1, 'fulfill')] : []),
  ];
};

const organizations = (company: Company): ReadonlyArray<Version<ZendeskRow>> =>
  company.customers.map(({ account }) => {
    const row = organizationOf(account);
    return version('organizations', Date.parse(row.created_at), row);
  });

/** What a Zendesk holds, and since when: tickets, organisations, ratings, and the steps of its measures. */
export const zendeskVersions = (company: Company): ReadonlyArray<Version<ZendeskRow>> => {
  const times = batchesOf(company).map(({ at }) => at);
  const tickets = ticketVersionsOf(company);
  const imported = savedAgain(organizations(company), times).map(({ at, record: { table, row } }) =>
    version(table, at, { ...row, updated_at: seconds(at) }),
  );
  return inOrder([
    ...savedAgain(tickets, times).map(ticketRow),
    ...imported,
    ...tickets.flatMap(ratingRows),
    ...tickets.flatMap(metricRows),
  ]);
};
