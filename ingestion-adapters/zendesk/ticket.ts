import type { Command } from '../../application/commands.js';
import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId, ExternalRef } from '../../domain/ids.js';
import { lookUp } from '../../domain/keyed.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { CasePriority } from '../../domain/support-case/events.js';
import type { SourcedCommand } from '../translation.js';
import { caseIdOf, refIn, registration } from '../vendor-ids.js';

/** A ticket of a connection, and who asked where words of that person are kept. */
export type TicketContext = {
  readonly connection: Connection;
  readonly ticketId: string;
  readonly person: DataSubjectId | undefined;
};

/** The id names the fact alone, so that it is one whether it was pushed or pulled. */
export const saying = (
  { connection, ticketId }: TicketContext,
  what: string,
  command: Command,
  ...more: ReadonlyArray<string>
): SourcedCommand => ({
  command,
  fact: ['case', connection.source, connection.name, ticketId, what, ...more],
  record: `ticket/${ticketId}`,
});

export const caseIn = ({ connection, ticketId }: TicketContext, occurredAt: Timestamp) => ({
  caseId: caseIdOf(refIn(connection, ticketId)),
  occurredAt,
});

export const opened = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'opened', { type: 'OpenCase', data: { ...caseIn(context, at), channel: 'ticket' } }, at);

export const linkedTo = (context: TicketContext, ref: ExternalRef, at: Timestamp): ReadonlyArray<SourcedCommand> => {
  const account = registration(ref, at, `organization/${ref.id}`);
  const data = { ...caseIn(context, at), accountId: account.accountId };
  return [account, saying(context, 'linked', { type: 'LinkCase', data }, ref.source, ref.connection, ref.id, at)];
};

export const linked = (
  context: TicketContext,
  organizationId: string | null,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  if (organizationId === null) {
    const data = { ...caseIn(context, at), accountId: null };
    return [saying(context, 'linked', { type: 'LinkCase', data }, '', at)];
  }
  return linkedTo(context, refIn(context.connection, organizationId), at);
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

const OVER = new Set(['solved', 'closed']);

export const isOver = (status: string | undefined): boolean => OVER.has(status ?? '');

/** A ticket closes some days after it was solved; that is not solved again. */
export const solved = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'solved', { type: 'SolveCase', data: caseIn(context, at) }, at);

const reopened = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'reopened', { type: 'ReopenCase', data: caseIn(context, at) }, at);

export const deleted = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'deleted', { type: 'DeleteCase', data: caseIn(context, at) }, at);

export const restored = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'restored', { type: 'RestoreCase', data: caseIn(context, at) }, at);

/** That it stood so at this time: deleted, over, or worked on. */
export const standing = (context: TicketContext, status: string, at: Timestamp): SourcedCommand => {
  if (status === 'deleted') return deleted(context, at);
  return isOver(status) ? solved(context, at) : reopened(context, at);
};

export const mergedInto = (context: TicketContext, ticketId: string, at: Timestamp): SourcedCommand => {
  const data = { ...caseIn(context, at), into: caseIdOf(refIn(context.connection, ticketId)) };
  return saying(context, 'merged', { type: 'MergeCase', data }, ticketId, at);
};

export const replied = (context: TicketContext, at: Timestamp): SourcedCommand =>
  saying(context, 'replied', { type: 'RecordReply', data: caseIn(context, at) }, at);

export const breached = (context: TicketContext, metric: string | null, at: Timestamp): SourcedCommand =>
  saying(
    context,
    'breached',
    { type: 'BreachCaseSla', data: { ...caseIn(context, at), metric, exact: true } },
    metric ?? '',
    at,
  );

export const breachWithdrawn = (context: TicketContext, metric: string, at: Timestamp): SourcedCommand => {
  const data = { ...caseIn(context, at), metric };
  return saying(context, 'breach-withdrawn', { type: 'WithdrawCaseSlaBreach', data }, metric, at);
};
