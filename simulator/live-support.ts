import type { Account } from './accounts.js';
import type { Company } from './company.js';
import type { Random } from './prng.js';
import {
  afterStep,
  openTicket,
  ratesGood,
  type Ticket,
  type TicketChange,
  type TicketStep,
  ticketAt,
  ticketsOf,
} from './support.js';

/** What was open when the history ended. */
export const openTicketsAtEnd = (company: Company): ReadonlyArray<Ticket> => {
  const gone = new Set(company.customers.filter(({ walk }) => walk.leftAt !== undefined).map(({ account }) => account));
  return ticketsOf(company)
    .map((history) => ticketAt(history, company.endsAt))
    .filter(({ status, account }) => status === 'open' && !gone.has(account));
};

const BUSY_DESK = 40;

const nextChange = (random: Random, ticket: Ticket, satisfaction: number): TicketChange => {
  if (ticket.status === 'solved') {
    if (random.chance(0.12)) return { kind: 'reopened' };
    return { kind: 'rated', rating: ratesGood(random, satisfaction, 20, false) ? 'good' : 'bad' };
  }
  const choice = random.weighted([5, 4, ticket.priority === 'urgent' ? 0 : 1]);
  if (choice === 0) return { kind: 'commented', byStaff: random.chance(0.6) };
  return choice === 1
    ? { kind: 'solved' }
    : { kind: 'prioritised', priority: ticket.priority === 'high' ? 'urgent' : 'high' };
};

export type DeskMove = { readonly before: Ticket; readonly step: TicketStep; readonly desk: ReadonlyArray<Ticket> };

/** Opens a ticket or moves one on. A rated ticket leaves the desk, and so do some solved ones that nobody rates. */
export const nextDeskMove = (
  random: Random,
  desk: ReadonlyArray<Ticket>,
  account: Account,
  satisfactionOf: (account: Account) => number,
  id: number,
  at: number,
): DeskMove => {
  const ticket = desk[random.int(0, Math.max(0, desk.length - 1))];
  if (ticket === undefined || (desk.length < BUSY_DESK && random.chance(0.3))) {
    const before = openTicket(random, account, id, at);
    return { before, step: { at, change: { kind: 'created' } }, desk: [...desk, before] };
  }
  const step = { at, change: nextChange(random, ticket, satisfactionOf(ticket.account)) };
  const after = afterStep(ticket, step);
  const stays = step.change.kind !== 'rated' && !(step.change.kind === 'solved' && random.chance(0.5));
  const others = desk.filter((other) => other !== ticket);
  return { before: ticket, step, desk: stays ? [...others, after] : others };
};
