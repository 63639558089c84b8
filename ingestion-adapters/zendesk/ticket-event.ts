import * as E from 'fp-ts/lib/Either.js';
import type { Timestamp } from '../../domain/primitives.js';
import { notUnderstood, type Said, type SourcedCommand } from '../translation.js';
import { IdOrNone, Second } from './codecs.js';
import type { Ticket, ZendeskEvent } from './payload.js';
import { rated } from './rating.js';
import { said } from './said.js';
import type { TicketContext } from './ticket.js';
import * as ticketSaid from './ticket.js';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.toLowerCase() : undefined);

/** No document shows where the rating stands; these are the places it was seen in. */
export const ratingIn = ({ event }: ZendeskEvent, { satisfaction_rating }: Ticket) => {
  const rating = event?.satisfaction_score ?? event?.satisfaction_rating;
  if (typeof rating === 'string') return { score: rating, comment: undefined };
  return {
    score: rating?.score ?? event?.score ?? textOf(event?.current) ?? satisfaction_rating?.score,
    comment: rating?.comment ?? satisfaction_rating?.comment,
  };
};

const statusChanged = (
  context: TicketContext,
  previous: string | undefined,
  current: string | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  if (current === undefined) return [];
  const wentOn = ticketSaid.isOver(previous) || previous === 'deleted' || previous === undefined;
  return current === 'deleted' || ticketSaid.isOver(current) || wentOn
    ? [ticketSaid.standing(context, current, at)]
    : [];
};

const organizationIn = ({ event }: ZendeskEvent, { organization_id }: Ticket): string | null => {
  const current = IdOrNone.decode(event?.current);
  return (E.isRight(current) ? current.right : undefined) ?? organization_id ?? null;
};

/** A promise whose time had run out by when the next one took its place was not kept. */
const missed = (context: TicketContext, { event, time }: ZendeskEvent): ReadonlyArray<SourcedCommand> => {
  const due = Second.decode(event?.previous);
  return E.isRight(due) && due.right <= time ? [ticketSaid.breached(context, null, due.right)] : [];
};

const isReply = ({ event }: ZendeskEvent): boolean => {
  const comment = event?.comment;
  return typeof comment === 'object' && comment.is_public === true && comment.author?.is_staff === true;
};

/** Of a topic that says nothing beside what every event says, `[]`; `undefined` of one that is not known, and of a rating that stands nowhere. */
const saidOf = (
  event: ZendeskEvent,
  action: string,
  ticket: Ticket,
  context: TicketContext,
): ReadonlyArray<SourcedCommand> | undefined => {
  const at = event.time;
  switch (action) {
    case 'created':
      return ticketSaid.prioritised(context, ticket.priority, ticket.created_at ?? at);
    case 'status_changed':
      return statusChanged(context, textOf(event.event?.previous), textOf(event.event?.current) ?? ticket.status, at);
    case 'priority_changed':
      return ticketSaid.prioritised(context, textOf(event.event?.current) ?? ticket.priority, at);
    case 'organization_changed':
      return ticketSaid.linked(context, organizationIn(event, ticket), at);
    case 'csat_received': {
      const { score, comment } = ratingIn(event, ticket);
      const facts = rated(context, score, comment, at);
      return facts.length === 0 ? undefined : facts;
    }
    case 'soft_deleted':
    case 'permanently_deleted':
    case 'marked_as_spam':
      return [ticketSaid.deleted(context, at)];
    case 'undeleted':
      return [ticketSaid.restored(context, at)];
    case 'merged': {
      const target = event.event?.target_ticket_id;
      return [
        ticketSaid.solved(context, at),
        ...(target === undefined ? [] : [ticketSaid.mergedInto(context, target, at)]),
      ];
    }
    case 'comment_added':
      return isReply(event) ? [ticketSaid.replied(context, at)] : [];
    case 'next_sla_breach_changed':
      return missed(context, event);
    case 'custom_status_changed':
    case 'csat_requested':
      return [];
    default:
      return undefined;
  }
};

/** What an event about a ticket says. That the ticket was opened, and whose it is, every one of them says. */
export const ticketEvent = (event: ZendeskEvent, action: string, ticket: Ticket, context: TicketContext): Said => {
  const createdAt = ticket.created_at ?? (action === 'created' ? event.time : undefined);
  const linkedAt = createdAt ?? event.time;
  const organizationId = action === 'organization_changed' ? null : (ticket.organization_id ?? null);
  const known = [
    ...(createdAt === undefined ? [] : [ticketSaid.opened(context, createdAt)]),
    ...(organizationId === null ? [] : ticketSaid.linked(context, organizationId, linkedAt)),
  ];
  const more = saidOf(event, action, ticket, context);
  return more === undefined ? notUnderstood(`topic ticket.${action}`, known) : said(...known, ...more);
};
