import * as E from 'fp-ts/lib/Either.js';
import type { Connection } from '../../application/ports/connections.js';
import { lookUp } from '../../domain/keyed.js';
import { notUnderstood, type Said } from '../translation.js';
import { organizationDeleted, organizationSaid } from './organization.js';
import { Organization, Ticket, ZendeskEvent } from './payload.js';
import type { PersonOf } from './person.js';
import { undecodable } from './said.js';
import { ratingIn, ticketEvent } from './ticket-event.js';

type EventDeps = { readonly connection: Connection; readonly personOf: PersonOf };

/** What is left of a ticket that was deleted for good may be no more than the event's subject. */
const withId = ({ detail, subject }: ZendeskEvent): Record<string, unknown> => ({
  ...detail,
  id: detail['id'] ?? subject?.split(':').at(-1),
});

/** The one field an event is about, for where `detail` leaves it out. */
const CHANGED: Readonly<Record<string, string>> = {
  name_changed: 'name',
  external_id_changed: 'external_id',
};

const organizationEvent = (event: ZendeskEvent, action: string, { connection }: EventDeps): Said => {
  const field = lookUp(CHANGED, action);
  const changed = field === undefined || event.event?.current === undefined ? {} : { [field]: event.event.current };
  const organization = Organization.decode({ ...changed, ...withId(event) });
  if (E.isLeft(organization)) return undecodable('/detail', organization.left);
  return action === 'deleted'
    ? organizationDeleted(connection, organization.right, event.time)
    : organizationSaid(connection, organization.right, event.time);
};

export const eventSaid = async (body: unknown, deps: EventDeps): Promise<Said> => {
  const decoded = ZendeskEvent.decode(body);
  if (E.isLeft(decoded)) return undecodable('', decoded.left);
  const event = decoded.right;
  const [object = '', action = ''] = event.type.replace('zen:event-type:', '').split('.');
  if (object === 'organization') return organizationEvent(event, action, deps);
  if (object !== 'ticket') return notUnderstood(`topic ${object}.${action}`);
  const ticket = Ticket.decode(withId(event));
  if (E.isLeft(ticket)) return undecodable('/detail', ticket.left);
  const person = await deps.personOf(ticket.right.requester_id, ratingIn(event, ticket.right).comment);
  return ticketEvent(event, action, ticket.right, { connection: deps.connection, ticketId: ticket.right.id, person });
};
