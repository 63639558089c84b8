import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { decodeError } from '../../domain/errors.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { invalid, notUnderstood, type Said, type Translate, translationOf, unreadableBody } from '../translation.js';
import { isEventBody, isTicketsPage, Organization, Ticket, ZendeskEvent } from './payload.js';
import { organizationSaid, ticketEvent, ticketSnapshot } from './to-commands.js';

const undecodable = (prefix: string, errors: t.Errors): Said => {
  const [first] = decodeError('record', errors).violations;
  return invalid(`${prefix}${first?.pointer ?? ''}`, first?.message ?? 'cannot be read');
};

type PersonOf = (ticket: Ticket) => Promise<DataSubjectId | undefined>;

/** A person is looked up only where words of theirs are kept. */
const personOf =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>, { source, name }: Connection): PersonOf =>
  async ({ requester_id }) =>
    requester_id === undefined ? undefined : subjectOf(`${source}/${name}`, `user/${requester_id}`);

const hasComment = (ticket: Ticket, event?: ZendeskEvent): boolean => {
  const score = event?.event?.satisfaction_score;
  return Boolean(ticket.satisfaction_rating?.comment || (typeof score === 'object' && score.comment));
};

const eventSaid = async (body: unknown, connection: Connection, person: PersonOf): Promise<Said> => {
  const decoded = ZendeskEvent.decode(body);
  if (E.isLeft(decoded)) return undecodable('', decoded.left);
  const event = decoded.right;
  const [object = '', action = ''] = event.type.replace('zen:event-type:', '').split('.');
  if (object === 'ticket') {
    const ticket = Ticket.decode(event.detail);
    if (E.isLeft(ticket)) return undecodable('/detail', ticket.left);
    const subject = hasComment(ticket.right, event) ? await person(ticket.right) : undefined;
    return ticketEvent(event, action, ticket.right, { connection, ticketId: ticket.right.id, person: subject });
  }
  if (object === 'organization' && action !== 'deleted') {
    const organization = Organization.decode(event.detail);
    if (E.isLeft(organization)) return undecodable('/detail', organization.left);
    return organizationSaid(connection, organization.right, event.time);
  }
  return notUnderstood(`topic ${object}.${action}`);
};

const rowSaid = async (row: unknown, connection: Connection, person: PersonOf): Promise<Said> => {
  const ticket = Ticket.decode(row);
  if (E.isLeft(ticket)) return undecodable('', ticket.left);
  const subject = hasComment(ticket.right) ? await person(ticket.right) : undefined;
  return ticketSnapshot(ticket.right, { connection, ticketId: ticket.right.id, person: subject });
};

/** An event, a page of the tickets export, or a body some administrator made up, which is kept and counted. */
export const makeTranslateZendesk =
  (subjectKeys: Pick<SubjectKeys, 'subjectOf'>): Translate =>
  async ({ body }, connection) => {
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    const person = personOf(subjectKeys, connection);
    if (isTicketsPage(parsed.right)) {
      const { tickets } = parsed.right;
      const rows = await Promise.all(tickets.map((row) => rowSaid(row, connection, person)));
      return translationOf(
        rows.map((said, i) => ({
          place: `/tickets/${i}`,
          bytes: () => Buffer.from(JSON.stringify(tickets[i])),
          said,
        })),
      );
    }
    const said = isEventBody(parsed.right)
      ? await eventSaid(parsed.right, connection, person)
      : notUnderstood('body of another shape');
    return translationOf([{ place: '', bytes: () => body, said }]);
  };
