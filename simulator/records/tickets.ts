import type { Company } from '../company.js';
import { withPriorities } from '../imports.js';
import { afterStep, type Ticket, type TicketChange, type TicketStep, ticketsOf } from '../support.js';
import type { Version } from './version.js';

/** A ticket as it is, as it was opened, and what happened to it in between. */
export type TicketRecord = {
  readonly opened: Ticket;
  readonly ticket: Ticket;
  readonly steps: ReadonlyArray<TicketStep>;
};

type Kind = TicketChange['kind'];

export const timesOf = ({ steps }: TicketRecord, ...kinds: ReadonlyArray<Kind>): ReadonlyArray<number> =>
  steps.filter(({ change }) => kinds.includes(change.kind)).map(({ at }) => at);

/** When it was solved, if it is. */
export const solvedAt = (record: TicketRecord): number | undefined =>
  record.ticket.status === 'solved' ? timesOf(record, 'solved').at(-1) : undefined;

export const firstReplyAt = ({ steps }: TicketRecord): number | undefined =>
  steps.find(({ change }) => change.kind === 'commented' && change.byStaff)?.at;

export const ratingIn = ({ steps }: TicketRecord) =>
  steps.flatMap(({ at, change }) => (change.kind === 'rated' ? [{ at, rating: change.rating }] : [])).at(-1);

/** What a support desk holds of each ticket, one version a step. Some lie after the end of the history. */
export const ticketVersionsOf = (company: Company): ReadonlyArray<Version<TicketRecord>> =>
  ticketsOf(company).flatMap((history) => {
    const { opened, steps } = withPriorities(company, history);
    let ticket = opened;
    return steps.map((step, i): Version<TicketRecord> => {
      ticket = afterStep(ticket, step);
      return {
        at: step.at,
        key: `ticket/${opened.id}`,
        record: { opened, ticket, steps: steps.slice(0, i + 1) },
      };
    });
  });
