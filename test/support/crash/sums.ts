import type pg from 'pg';
import { trendsProjection } from '../../../projections/trends/evolve.js';
import type { Delivery } from '../../../simulator/delivery.js';

/** How much of what happened on which day, by `metric feature day`. */
export type Sums = Readonly<Record<string, number>>;

type Line = {
  readonly event: string;
  readonly properties: {
    readonly time: number;
    readonly distinct_id: string;
    readonly $insert_id: string;
    readonly company_id: string;
  };
};
type Ticket = { readonly id: string | number; readonly created_at: string };
type TicketBody = { readonly type?: string; readonly detail?: Ticket; readonly tickets?: ReadonlyArray<Ticket> };

const count = (keys: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

const bodiesOf = (deliveries: ReadonlyArray<Delivery>, source: Delivery['source']): ReadonlyArray<string> =>
  deliveries.flatMap((delivery) => (delivery.source === source ? [delivery.body] : []));

const linesIn = (body: string): ReadonlyArray<Line> =>
  body.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));

const ticketsIn = (body: string): ReadonlyArray<Ticket> => {
  const { type = '', detail, tickets = [] } = JSON.parse(body) as TicketBody;
  return type.startsWith('zen:event-type:ticket.') && detail !== undefined ? [detail] : tickets;
};

/** Added up from what was delivered, each record once, without anything of ours. */
export const sumsOfDeliveries = (deliveries: ReadonlyArray<Delivery>): Sums => {
  const interactions = new Map<string, string>();
  const userDays = new Map<string, string>();
  const tickets = new Map<string, string>();
  for (const { event, properties } of bodiesOf(deliveries, 'mixpanel').flatMap(linesIn)) {
    const { time, distinct_id: user, $insert_id: id, company_id: company } = properties;
    const day = dayOf(time);
    interactions.set(id, `events ${event} ${day}`);
    userDays.set(JSON.stringify([company, day, user]), `active_users  ${day}`);
  }
  for (const { id, created_at } of bodiesOf(deliveries, 'zendesk').flatMap(ticketsIn)) {
    tickets.set(`${id}`, `tickets_opened  ${created_at.slice(0, 10)}`);
  }
  const all = [interactions, userDays, tickets].flatMap((records) => [...count(records.values())]);
  return Object.fromEntries(all.sort());
};

/** The same as the read model has it, over all accounts. */
export const sumsOfReadModel = async (client: pg.Client): Promise<Sums> => {
  const { rows } = await client.query<{ readonly what: string; readonly total: number }>(
    `select metric || ' ' || feature || ' ' || (month::date + slot::int - 1)::text as what, sum(value) as total
     from read.trends_v${trendsProjection.version}, unnest(sums) with ordinality as slots(value, slot)
     where metric in ('events', 'active_users', 'tickets_opened') and value <> 0 and account_id <> '*'
     group by 1`,
  );
  return Object.fromEntries(rows.map(({ what, total }) => [what, total] as const).sort());
};
