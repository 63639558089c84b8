import type { Company } from '../company.js';
import { withPriorities } from '../imports.js';
import { type Ticket, ticketAt, ticketsOf } from '../support.js';

/** What is true of a ticket at a time. */
export type TrueTicket = { readonly ticket: Ticket; readonly firstReplyAt: number | undefined };

export const supportTruth = (company: Company, until: number): ReadonlyArray<TrueTicket> =>
  ticketsOf(company)
    .filter(({ opened }) => opened.createdAt < until)
    .map((history) => withPriorities(company, history))
    .map((history) => ({
      ticket: ticketAt(history, until),
      firstReplyAt: history.steps.find(({ at, change }) => at < until && change.kind === 'commented' && change.byStaff)
        ?.at,
    }));
