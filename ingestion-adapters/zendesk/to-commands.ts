import { accountIdOf } from '../../application/identity.js';
import type { Connection } from '../../application/ports/connections.js';
import type { Timestamp } from '../../domain/primitives.js';
import { notUnderstood, type Said, type SourcedCommand } from '../translation.js';
import { accountRefIn, refIn, registration } from '../vendor-ids.js';
import type { Organization, Ticket, ZendeskEvent } from './payload.js';
import { isOver, linked, opened, prioritised, rated, reopened, solved, type TicketContext } from './ticket.js';

const said = (...commands: ReadonlyArray<SourcedCommand>): Said => ({ _tag: 'Commands', commands });

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.toLowerCase() : undefined);

const ratingIn = ({ event }: ZendeskEvent, ticket: Ticket) => {
  const score = event?.satisfaction_score;
  if (typeof score === 'string') return { score, comment: undefined };
  return {
    score: score?.score ?? event?.score ?? ticket.satisfaction_rating?.score,
    comment: score?.comment ?? ticket.satisfaction_rating?.comment,
  };
};

const statusChanged = (
  context: TicketContext,
  previous: string | undefined,
  current: string | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  if (isOver(current)) return [solved(context, at)];
  return isOver(previous) ? [reopened(context, at)] : [];
};

/** What an event about a ticket says. That the ticket was opened, and whose it is, every one of them says. */
export const ticketEvent = (event: ZendeskEvent, action: string, ticket: Ticket, context: TicketContext): Said => {
  const at = event.time;
  const createdAt = ticket.created_at ?? at;
  const known = [
    opened(context, createdAt),
    ...(ticket.organization_id === undefined ? [] : linked(context, ticket.organization_id, createdAt)),
  ];
  switch (action) {
    case 'created':
      return said(...known, ...prioritised(context, ticket.priority, createdAt));
    case 'status_changed': {
      const current = textOf(event.event?.current) ?? ticket.status;
      return said(...known, ...statusChanged(context, textOf(event.event?.previous), current, at));
    }
    case 'priority_changed':
      return said(...known, ...prioritised(context, textOf(event.event?.current) ?? ticket.priority, at));
    case 'organization_changed':
      return said(opened(context, createdAt), ...linked(context, ticket.organization_id, at));
    case 'csat_received': {
      const { score, comment } = ratingIn(event, ticket);
      return said(...known, ...rated(context, score, comment, at));
    }
    case 'soft_deleted':
    case 'permanently_deleted':
    case 'marked_as_spam':
      return said(...known, solved(context, at));
    case 'undeleted':
      return said(...known, reopened(context, at));
    case 'comment_added':
      return said(...known);
    default:
      return notUnderstood(`topic ticket.${action}`, known);
  }
};

/** What a row of an export says: how the ticket stood when it was last changed. */
export const ticketSnapshot = (ticket: Ticket, context: TicketContext): Said => {
  const at = ticket.updated_at ?? ticket.created_at;
  const createdAt = ticket.created_at ?? at;
  if (at === undefined || createdAt === undefined) {
    return { _tag: 'Invalid', pointer: '/updated_at', reason: 'is required' };
  }
  const wentOn = at > createdAt && ticket.status !== undefined && ticket.status !== 'new';
  return said(
    opened(context, createdAt),
    ...(ticket.organization_id === undefined ? [] : linked(context, ticket.organization_id, at)),
    ...prioritised(context, ticket.priority, at),
    ...(isOver(ticket.status) ? [solved(context, at)] : wentOn ? [reopened(context, at)] : []),
    ...rated(context, ticket.satisfaction_rating?.score, ticket.satisfaction_rating?.comment, at),
  );
};

const firstDomain = (domains: Organization['domain_names']): string | undefined =>
  typeof domains === 'string' ? domains.split(/[ ,]+/)[0] : domains?.[0];

/** An organisation with an external id turns out to be the account of that id, where the connection says whose ids those are. */
export const organizationSaid = (connection: Connection, organization: Organization, at: Timestamp): Said => {
  const { id, name, external_id } = organization;
  const record = `organization/${id}`;
  const account = registration(refIn(connection, id), at, record);
  const data = { accountId: account.accountId, occurredAt: at };
  const domain = firstDomain(organization.domain_names);
  const changes = {
    ...(name === undefined || name === '' ? {} : { name }),
    ...(domain === undefined || domain === '' ? {} : { domain }),
  };
  const fact = ['organization', connection.source, connection.name, id, at];
  const profile: ReadonlyArray<SourcedCommand> =
    Object.keys(changes).length === 0
      ? []
      : [
          {
            command: { type: 'ChangeAccountProfile', data: { ...data, changes } },
            fact: [...fact, name ?? '', domain ?? ''],
            record,
          },
        ];
  if (external_id === undefined || connection.settings.accountIdsAre === undefined) return said(account, ...profile);
  const ref = accountRefIn(connection, external_id);
  const into = accountIdOf(ref);
  return said(account, ...profile, registration(ref, at, record), {
    command: { type: 'MergeAccount', data: { ...data, into } },
    fact: [...fact, into],
    record,
  });
};
