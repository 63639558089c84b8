import type { Timestamp } from '../../domain/primitives.js';
import { invalid, type Said, type SourcedCommand } from '../translation.js';
import type { Conversation, Ticket } from './payload.js';
import { rated } from './rating.js';
import { statusFacts } from './status.js';
import type { RecordContext } from './subject.js';
import {
  type CaseContext,
  type Customer,
  deleted,
  linked,
  opened,
  prioritised,
  promised,
  reopened,
  replied,
  solved,
} from './support-case.js';

const PEOPLE = new Set(['user', 'lead', 'contact']);

/** Who wrote first, and of a conversation that a teammate began, whom it is with. */
const customerOf = ({ source, contacts = [] }: Conversation): Customer | undefined => {
  const { type, id } = source?.author ?? {};
  const author = PEOPLE.has(type ?? '') ? id : undefined;
  const contact = author ?? contacts[0]?.id;
  return contact === undefined ? undefined : { of: 'contact', id: contact };
};

const firstReply = ({ statistics, conversation_parts = [] }: Conversation): Timestamp | undefined => {
  if (statistics?.first_admin_reply_at !== undefined) return statistics.first_admin_reply_at;
  const replies = conversation_parts.flatMap(({ part_type, author, created_at }) =>
    part_type === 'comment' && author?.type === 'admin' && created_at !== undefined ? [created_at] : [],
  );
  return replies.toSorted()[0];
};

/** What a conversation says, pushed or pulled: how it stood when it was last changed. */
export const conversationSaid = async (conversation: Conversation, context: RecordContext): Promise<Said> => {
  const at = conversation.updated_at ?? context.sentAt ?? conversation.created_at;
  if (at === undefined) return invalid('/updated_at', 'is required');
  const createdAt = conversation.created_at ?? at;
  const customer = customerOf(conversation);
  const inCase: CaseContext = { ...context, caseId: conversation.id };
  const reply = firstReply(conversation);
  const isTicket = conversation.ticket !== undefined && conversation.ticket !== null;
  const commands: ReadonlyArray<SourcedCommand> = [
    ...(conversation.created_at === undefined
      ? []
      : [opened(inCase, isTicket ? 'ticket' : 'conversation', conversation.created_at)]),
    ...linked(inCase, customer, createdAt),
    ...prioritised(inCase, conversation.priority, at),
    ...promised(inCase, conversation.sla_applied, at),
    ...(reply === undefined ? [] : [replied(inCase, reply)]),
    ...statusFacts(inCase, conversation, at),
    ...(await rated(context, conversation, customer?.id, at)),
  ];
  return { _tag: 'Commands', commands };
};

/** A deleted conversation is over; the notification of it has no more than its id. */
export const conversationDeleted = (caseId: string, context: RecordContext): Said => {
  if (context.sentAt === undefined) return invalid('/created_at', 'is required');
  return { _tag: 'Commands', commands: [deleted({ ...context, caseId }, context.sentAt)] };
};

const ticketState = ({ ticket_state }: Ticket): string | undefined =>
  typeof ticket_state === 'object' ? ticket_state.category : ticket_state;

export const ticketSaid = (ticket: Ticket, context: RecordContext): Said => {
  const at = ticket.updated_at ?? context.sentAt ?? ticket.created_at;
  if (at === undefined) return invalid('/updated_at', 'is required');
  const createdAt = ticket.created_at ?? at;
  const inCase: CaseContext = { ...context, caseId: ticket.id };
  const contact = ticket.contacts?.[0]?.id;
  const state = ticketState(ticket);
  const went = state === undefined || at <= createdAt ? [] : [reopened(inCase, at)];
  return {
    _tag: 'Commands',
    commands: [
      ...(ticket.created_at === undefined ? [] : [opened(inCase, 'ticket', ticket.created_at)]),
      ...linked(
        inCase,
        ticket.company_id !== undefined
          ? { of: 'company', id: ticket.company_id }
          : contact === undefined
            ? undefined
            : { of: 'contact', id: contact },
        createdAt,
      ),
      ...(state === 'resolved' ? [solved(inCase, at)] : went),
    ],
  };
};
