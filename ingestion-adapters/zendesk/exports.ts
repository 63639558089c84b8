import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Connection } from '../../application/ports/connections.js';
import type { Said } from '../translation.js';
import { invalid } from '../translation.js';
import { endOfSecond } from './codecs.js';
import { metricEventRow } from './metric-event.js';
import { organizationSaid } from './organization.js';
import { MetricEvent, Organization, SatisfactionRating, Ticket } from './payload.js';
import type { PersonOf } from './person.js';
import { ratingRow } from './rating.js';
import { said, undecodable } from './said.js';
import { ticketRow } from './ticket-row.js';

type RowDeps = { readonly connection: Connection; readonly personOf: PersonOf; readonly kind: string };
type ReadRow = (row: unknown, deps: RowDeps) => Promise<Said>;

/** Tickets that a connection pulls beside their ratings, as opposed to a file of them, which is all there is. */
export const PULLED_TICKETS = 'pulled-tickets';

const decoded =
  <A>(codec: t.Type<A, unknown, unknown>, read: (row: A, deps: RowDeps) => Promise<Said>): ReadRow =>
  async (row, deps) => {
    const record = codec.decode(row);
    return E.isLeft(record) ? undecodable('', record.left) : read(record.right, deps);
  };

/** By the key that a page has its rows under: what its bytes are called, and what a row says. */
const exported: Readonly<Record<string, { readonly kind: string; readonly readRow: ReadRow }>> = {
  tickets: {
    kind: 'tickets-export',
    readRow: decoded(Ticket, async (ticket, { connection, personOf, kind }) => {
      const withRating = kind !== PULLED_TICKETS;
      const comment = withRating ? ticket.satisfaction_rating?.comment : undefined;
      const person = await personOf(ticket.requester_id, comment);
      return ticketRow(ticket, { connection, ticketId: ticket.id, person }, { withRating });
    }),
  },
  organizations: {
    kind: 'organizations',
    readRow: decoded(Organization, async (organization, { connection }) => {
      const at = organization.updated_at ?? organization.created_at;
      if (at === undefined) return invalid('/updated_at', 'is required');
      return organizationSaid(connection, organization, endOfSecond(at));
    }),
  },
  satisfaction_ratings: {
    kind: 'satisfaction-ratings',
    readRow: decoded(SatisfactionRating, async (rating, { connection, personOf }) => {
      const person = await personOf(rating.requester_id, rating.comment);
      return said(...ratingRow(rating, { connection, ticketId: rating.ticket_id, person }));
    }),
  },
  ticket_metric_events: {
    kind: 'ticket-metric-events',
    readRow: decoded(MetricEvent, async (event, { connection }) =>
      metricEventRow(event, { connection, ticketId: event.ticket_id, person: undefined }),
    ),
  },
};

type ExportPage = {
  readonly key: string;
  readonly kind: string;
  readonly rows: ReadonlyArray<unknown>;
  readonly readRow: ReadRow;
};

/** `undefined` of a body that is no page of an export. */
export const exportPageIn = (body: unknown): ExportPage | undefined => {
  if (!t.UnknownRecord.is(body)) return undefined;
  for (const [key, { kind, readRow }] of Object.entries(exported)) {
    const rows = body[key];
    if (Array.isArray(rows)) return { key, kind, rows, readRow };
  }
  return undefined;
};
