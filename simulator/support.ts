import type { Account } from './accounts.js';
import { DAY, HOUR, MINUTE } from './calendar.js';
import type { Company, Customer } from './company.js';
import { pressureOn } from './latent.js';
import { type Random, randomOf } from './prng.js';
import { engagementAt, satisfactionAt } from './walk.js';

type Priority = 'low' | 'normal' | 'high' | 'urgent';

/** A ticket as the support desk shows it at one time. */
export type Ticket = {
  readonly id: number;
  readonly account: Account;
  readonly requesterId: number;
  readonly assigneeId: number;
  readonly subject: string;
  readonly description: string;
  readonly tags: ReadonlyArray<string>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly status: 'open' | 'solved';
  readonly priority: Priority;
  readonly rating: 'unoffered' | 'offered' | 'good' | 'bad';
};

export type TicketChange =
  | { readonly kind: 'created' }
  | { readonly kind: 'commented'; readonly byStaff: boolean }
  | { readonly kind: 'prioritised'; readonly priority: Priority }
  | { readonly kind: 'solved' }
  | { readonly kind: 'reopened' }
  | { readonly kind: 'rated'; readonly rating: 'good' | 'bad' };

export type TicketStep = { readonly at: number; readonly change: TicketChange };
export type TicketHistory = { readonly opened: Ticket; readonly steps: ReadonlyArray<TicketStep> };

export const afterStep = (ticket: Ticket, { at, change }: TicketStep): Ticket => {
  const touched = { ...ticket, updatedAt: at };
  switch (change.kind) {
    case 'created':
    case 'commented':
      return touched;
    case 'prioritised':
      return { ...touched, priority: change.priority };
    case 'solved':
      return { ...touched, status: 'solved', rating: ticket.rating === 'unoffered' ? 'offered' : ticket.rating };
    case 'reopened':
      return { ...touched, status: 'open' };
    case 'rated':
      return { ...touched, rating: change.rating };
  }
};

/** The ticket after the steps before `until`. */
export const ticketAt = ({ opened, steps }: TicketHistory, until: number): Ticket =>
  steps.filter(({ at }) => at < until).reduce(afterStep, opened);

const TOPICS = [
  { subject: 'Report does not load', tag: 'reports' },
  { subject: 'Export stops half way', tag: 'export' },
  { subject: 'Cannot sign in', tag: 'login' },
  { subject: 'Numbers differ between two dashboards', tag: 'data' },
  { subject: 'Alert was sent twice', tag: 'alerts' },
  { subject: 'Integration lost its connection', tag: 'integration' },
  { subject: 'Question about an invoice', tag: 'billing' },
  { subject: 'How do we add a team?', tag: 'how-to' },
] as const;

export const openTicket = (random: Random, account: Account, id: number, at: number): Ticket => {
  const topic = random.pick(TOPICS);
  return {
    id,
    account,
    requesterId: account.organizationId + 100 + random.int(0, 5),
    assigneeId: 7_100_000_000_000 + random.int(1, 7),
    subject: topic.subject,
    description: `${topic.subject}. Reported by the customer.`,
    tags: [topic.tag],
    createdAt: at,
    updatedAt: at,
    status: 'open',
    priority: (['low', 'normal', 'high', 'urgent'] as const)[random.weighted([2, 6, 2.5, 0.8])] ?? 'normal',
    rating: 'unoffered',
  };
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Whether a customer in this mood is content with a case that took so many hours. */
export const ratesGood = (random: Random, satisfaction: number, hours: number, reopened: boolean): boolean =>
  random.chance(sigmoid(1.5 + 0.9 * satisfaction - 0.45 * Math.log(hours / 20) - (reopened ? 0.9 : 0)));

const stepsOf = (random: Random, ticket: Ticket, satisfaction: number, trouble: number): ReadonlyArray<TicketStep> => {
  const steps: Array<TicketStep> = [{ at: ticket.createdAt, change: { kind: 'created' } }];
  const add = (at: number, change: TicketChange) => steps.push({ at: Math.floor(at), change });
  const hours = Math.exp(random.normal(Math.log(18 * (1 + 0.8 * trouble)), 0.9));
  const during = (share: number) => ticket.createdAt + hours * share * HOUR;
  add(during(random.between(0.05, 0.3)), { kind: 'commented', byStaff: true });
  if (random.chance(0.45)) add(during(random.between(0.4, 0.7)), { kind: 'commented', byStaff: false });
  if (ticket.priority !== 'urgent' && random.chance(0.05 + 0.12 * trouble)) {
    add(during(random.between(0.3, 0.8)), {
      kind: 'prioritised',
      priority: ticket.priority === 'high' ? 'urgent' : 'high',
    });
  }
  add(during(1), { kind: 'solved' });
  let last = during(1);
  const reopened = random.chance(Math.min(0.4, 0.06 * Math.exp(-0.4 * satisfaction)));
  if (reopened) {
    add(last + random.between(1, 40) * HOUR, { kind: 'reopened' });
    last += random.between(44, 110) * HOUR;
    add(last, { kind: 'solved' });
  }
  if (random.chance(0.4)) {
    const rating = ratesGood(random, satisfaction, hours, reopened) ? 'good' : 'bad';
    add(last + random.between(0.2, 50) * HOUR, { kind: 'rated', rating });
  }
  return steps.sort((a, b) => a.at - b.at);
};

const ticketsPerDay = ({ account, walk }: Customer, at: number, trouble: number): number => {
  const size = Math.min(2.2, Math.max(0.5, Math.sqrt(account.seats / 25)));
  const newcomer = at - account.signedAt < 60 * DAY ? 1.8 : 1;
  const voice = account.traits.reserved ? 0.8 : Math.exp(-0.3 * satisfactionAt(walk, at));
  return 0.024 * size * (1 + 1.6 * trouble) * newcomer * voice * Math.max(0.3, engagementAt(walk, at));
};

const draftsOf = (company: Company, customer: Customer): ReadonlyArray<TicketHistory> => {
  const { account, walk } = customer;
  const random = randomOf(company.seed, 'tickets', account.index);
  const drafts: Array<TicketHistory> = [];
  for (let day = Math.ceil(walk.startsAt / DAY); day * DAY < (walk.leftAt ?? company.endsAt); day += 1) {
    const { trouble } = pressureOn({ incidents: [], priceChanges: [] }, walk.incidents, day);
    for (let left = random.poisson(ticketsPerDay(customer, day * DAY, trouble)); left > 0; left -= 1) {
      const at = Math.floor(day * DAY + ((random.between(8, 18) - account.region.utcOffset + 24) % 24) * HOUR);
      const opened = openTicket(random, account, 0, at);
      if (at < company.endsAt)
        drafts.push({ opened, steps: stepsOf(random, opened, satisfactionAt(walk, at), trouble) });
    }
  }
  return drafts;
};

const FIRST_TICKET = 4_001;

/** Every ticket of the history, numbered in the order they were opened. Steps may lie after the end of the history. */
export const ticketsOf = (company: Company): ReadonlyArray<TicketHistory> =>
  company.customers
    .flatMap((customer) => draftsOf(company, customer))
    .sort((a, b) => a.opened.createdAt - b.opened.createdAt || a.opened.account.index - b.opened.account.index)
    .map(({ opened, steps }, i) => ({ opened: { ...opened, id: FIRST_TICKET + i }, steps }));

/** Ticket webhooks were connected when a third of the window had passed; what is older comes by the export. */
export const webhooksConnectedAt = ({ startsAt, endsAt }: Company): number =>
  Math.floor((startsAt + (endsAt - startsAt) / 3) / MINUTE) * MINUTE;
