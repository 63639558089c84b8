import type { Command } from '../../application/commands.js';
import { lookUp } from '../../domain/keyed.js';
import type { CasePriority } from '../../domain/support-case/events.js';
import { invalid, notUnderstood, type Said } from '../translation.js';
import { caseIdOf, refIn } from '../vendor-ids.js';
import { companyIn, type ElementContext, saying, sayingOf } from './subject.js';
import { timeOf } from './values.js';

const PRIORITIES: Readonly<Record<string, CasePriority>> = {
  low: 'low',
  medium: 'normal',
  high: 'high',
  urgent: 'urgent',
};

const caseIn = ({ connection, at }: ElementContext, ticketId: string) => ({
  caseId: caseIdOf(refIn(connection, ticketId)),
  occurredAt: at,
});

export const ticketLinked = (context: ElementContext, ticketId: string, companyId: string): Said => {
  const company = companyIn(context, companyId);
  const data = { ...caseIn(context, ticketId), accountId: company.accountId };
  return sayingOf(context, company, { type: 'LinkCase', data });
};

export const ticketUnlinked = (context: ElementContext, ticketId: string): Said =>
  saying(context, { type: 'LinkCase', data: { ...caseIn(context, ticketId), accountId: null } });

export const ticketCreated = (context: ElementContext, ticketId: string): Said =>
  saying(context, { type: 'OpenCase', data: { ...caseIn(context, ticketId), channel: 'ticket' } });

export const ticketSolved = (context: ElementContext, ticketId: string): Said =>
  saying(context, { type: 'SolveCase', data: caseIn(context, ticketId) });

export const ticketReopened = (context: ElementContext, ticketId: string): Said =>
  saying(context, { type: 'ReopenCase', data: caseIn(context, ticketId) });

/** A ticket is solved while it has a date it was closed on: HubSpot takes the date away when it is opened again. */
export const ticketProperty = (context: ElementContext, ticketId: string, name: string, value: string): Said => {
  switch (name) {
    case 'createdate': {
      const occurredAt = timeOf(value);
      if (value === '') return saying(context);
      if (occurredAt === undefined) return invalid('/propertyValue', 'createdate must be a time');
      return ticketCreated({ ...context, at: occurredAt }, ticketId);
    }
    case 'closed_date':
      return (value === '' ? ticketReopened : ticketSolved)(context, ticketId);
    case 'hs_ticket_priority': {
      const priority = lookUp(PRIORITIES, value.toLowerCase());
      if (value === '') return saying(context);
      if (priority === undefined) return notUnderstood(`hs_ticket_priority ${value}`);
      const command: Command = { type: 'ChangeCasePriority', data: { ...caseIn(context, ticketId), priority } };
      return saying(context, command);
    }
    default:
      return notUnderstood(`property ticket.${name}`);
  }
};
