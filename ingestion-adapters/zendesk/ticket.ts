import type { Command } from '../../application/commands.js';
import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { lookUp } from '../../domain/keyed.js';
import { present } from '../../domain/personal-data.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { CasePriority } from '../../domain/support-case/events.js';
import type { SourcedCommand } from '../translation.js';
import { caseIdOf, refIn, registration } from '../vendor-ids.js';

/** A ticket of a connection; `personOf` is asked for the requester where a person wrote something. */
export type TicketContext = {
  readonly connection: Connection;
  readonly ticketId: string;
  readonly person: DataSubjectId | undefined;
};

/** The id names the fact alone, so that it is one whether it was pushed or pulled. */
const saying = (
  { connection, ticketId }: TicketContext,
  what: string,
  command: Command,
  ...more: ReadonlyArray<string>
): SourcedCommand => ({
  command,
  fact: ['case', connection.source, connection.name, ticketId, what, ...more],
  record: `ticket/${ticketId}`,
});

const caseIn = ({ connection, ticketId }: TicketContext, occurredAt: Timestamp) => ({
  caseId: caseIdOf(refIn(connection, ticketId)),
  occurredAt,
});

export const opened = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'opened', { type: 'OpenCase', data: { ...caseIn(context, at), channel: 'ticket' } });

export const linked = (
  context: TicketContext,
  organizationId: string | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  if (organizationId === undefined) {
    const data = { ...caseIn(context, at), accountId: null };
    return [saying(context, 'linked', { type: 'LinkCase', data }, '', at)];
  }
  const account = registration(refIn(context.connection, organizationId), at, `organization/${organizationId}`);
  const data = { ...caseIn(context, at), accountId: account.accountId };
  return [account, saying(context, 'linked', { type: 'LinkCase', data }, organizationId, at)];
};

const PRIORITIES: Readonly<Record<string, CasePriority>> = {
  low: 'low',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
};

export const prioritised = (
  context: TicketContext,
  priority: string | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  const known = lookUp(PRIORITIES, priority ?? '');
  if (known === undefined) return [];
  const data = { ...caseIn(context, at), priority: known };
  return [saying(context, 'priority', { type: 'ChangeCasePriority', data }, known, at)];
};

const OVER = new Set(['solved', 'closed', 'deleted']);

export const isOver = (status: string | undefined): boolean => OVER.has(status ?? '');

/** A ticket closes some days after it was solved; that is not solved again. */
export const solved = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'solved', { type: 'SolveCase', data: caseIn(context, at) }, at);

export const reopened = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'reopened', { type: 'ReopenCase', data: caseIn(context, at) }, at);

const SCORES: Readonly<Record<string, number>> = {
  good: 1,
  good_with_comment: 1,
  goodwithcomment: 1,
  bad: 0,
  bad_with_comment: 0,
  badwithcomment: 0,
};

export const rated = (
  context: TicketContext,
  score: string | undefined,
  comment: string | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  const fraction = lookUp(SCORES, score ?? '');
  if (score === undefined || fraction === undefined) return [];
  const said = comment === undefined || comment === '' || context.person === undefined ? null : comment;
  const data = {
    ...caseIn(context, at),
    score: fraction,
    raw: score,
    comment: said === null || context.person === undefined ? null : present(context.person, said),
  };
  return [saying(context, 'rated', { type: 'RateCaseSatisfaction', data }, score, at)];
};
