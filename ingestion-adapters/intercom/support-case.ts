import type { Command } from '../../application/commands.js';
import { lookUp } from '../../domain/keyed.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { CaseChannel, CasePriority } from '../../domain/support-case/events.js';
import { saying } from '../saying.js';
import type { SourcedCommand } from '../translation.js';
import { caseIdOf, refIn } from '../vendor-ids.js';
import type { Conversation } from './payload.js';
import { companyIn, customerIn, type RecordContext } from './subject.js';

/** The case that a conversation or a ticket is. */
export type CaseContext = RecordContext & { readonly caseId: string };

const inCase = ({ connection, caseId }: CaseContext, occurredAt: Timestamp) => ({
  caseId: caseIdOf(refIn(connection, caseId)),
  occurredAt,
});

const said = (context: CaseContext, command: Command, ...fact: ReadonlyArray<string>): SourcedCommand =>
  saying(context, `conversation/${context.caseId}`, command, ...fact);

export const opened = (context: CaseContext, channel: CaseChannel, at: Timestamp): SourcedCommand =>
  said(context, { type: 'OpenCase', data: { ...inCase(context, at), channel } }, channel);

export const solved = (context: CaseContext, at: Timestamp): SourcedCommand =>
  said(context, { type: 'SolveCase', data: inCase(context, at) });

export const deleted = (context: CaseContext, at: Timestamp): SourcedCommand =>
  said(context, { type: 'DeleteCase', data: inCase(context, at) });

export const reopened = (context: CaseContext, at: Timestamp): SourcedCommand =>
  said(context, { type: 'ReopenCase', data: inCase(context, at) });

export const replied = (context: CaseContext, at: Timestamp): SourcedCommand =>
  said(context, { type: 'RecordReply', data: inCase(context, at) });

export type Customer = { readonly of: 'contact' | 'company'; readonly id: string };

export const linked = (
  context: CaseContext,
  customer: Customer | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  if (customer === undefined) return [];
  const account = (customer.of === 'company' ? companyIn : customerIn)(context, customer.id, at);
  const data = { ...inCase(context, at), accountId: account.accountId };
  return [account, said(context, { type: 'LinkCase', data }, account.accountId)];
};

const PRIORITIES: Readonly<Record<string, CasePriority>> = {
  priority: 'high',
  not_priority: 'normal',
  true: 'high',
  false: 'normal',
};

export const prioritised = (
  context: CaseContext,
  word: string | boolean | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  const priority = lookUp(PRIORITIES, String(word));
  if (priority === undefined) return [];
  return [said(context, { type: 'ChangeCasePriority', data: { ...inCase(context, at), priority } }, priority)];
};

/** Intercom says how a conversation stands to its SLA, and not when that came to be: by the time of a state that says so, it was missed. */
export const promised = (
  context: CaseContext,
  sla: Conversation['sla_applied'],
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  if (sla?.sla_status !== 'missed') return [];
  const metric = sla.sla_name ?? null;
  const data = { ...inCase(context, at), metric, exact: false };
  return [said(context, { type: 'BreachCaseSla', data }, metric ?? '')];
};
