import type { Account } from '../accounts.js';
import type { Company, Customer } from '../company.js';
import { person } from '../names.js';
import { randomOf } from '../prng.js';
import { companyRow, contactRow, conversationRow, type Talk } from '../vendors/intercom.js';
import { crmVersionsOf, propertyOf } from './crm.js';
import { ratingIn, type TicketRecord, ticketVersionsOf } from './tickets.js';
import { inOrder, type Version } from './version.js';

export type IntercomTable = 'conversations' | 'contacts' | 'companies';

/** A record as Intercom holds it, by its id. */
export type IntercomRow = {
  readonly table: IntercomTable;
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>>;
};

const second = (at: number): number => Math.floor(at / 1000);

const version = (table: IntercomTable, at: number, id: string, row: IntercomRow['row']): Version<IntercomRow> => ({
  at,
  key: `${table}/${id}`,
  record: { table, id, row },
});

export const intercomCompanyId = ({ companyId }: Account): string => `co-${companyId}`;

const PEOPLE = 6;

/** Those who ask for help, of whom a desk knows the name, the address and the company. */
export const requestersOf = ({ seed }: Company, account: Account) =>
  Array.from({ length: PEOPLE }, (_, i) => {
    const id = account.organizationId + 100 + i;
    return { id, ...person(randomOf(seed, 'requester', id), account.domain) };
  });

/** A company is there since it is a customer, with what the CRM says of it. */
const companies = (company: Company, customer: Customer): ReadonlyArray<Version<IntercomRow>> => {
  const { account } = customer;
  return crmVersionsOf(company, customer).flatMap(({ at, record }) => {
    if (record.object !== 'company' || record.id !== account.companyId) return [];
    const since = Math.max(at, account.signedAt);
    const id = intercomCompanyId(account);
    const row = companyRow({
      id,
      companyId: String(account.companyId),
      name: account.name,
      website: `https://www.${account.domain}/`,
      plan: propertyOf(record, 'plan') ?? account.plan.name,
      size: Number(propertyOf(record, 'numberofemployees')),
      industry: account.industry.name,
      createdAt: second(account.signedAt),
      updatedAt: second(since),
    });
    return [version('companies', since, id, row)];
  });
};

/** A contact changes each time it writes. */
const contacts = (
  company: Company,
  { account }: Customer,
  tickets: ReadonlyArray<Version<TicketRecord>>,
): ReadonlyArray<Version<IntercomRow>> =>
  requestersOf(company, account).flatMap(({ id, firstName, lastName, email }) => {
    const wrote = tickets.flatMap(({ at, record: { ticket, steps } }) => {
      const change = steps.at(-1)?.change;
      const isOwn = change?.kind === 'created' || (change?.kind === 'commented' && !change.byStaff);
      return ticket.requesterId === id && isOwn ? [at] : [];
    });
    return [undefined, ...wrote].map((at) => {
      const row = contactRow({
        id: String(id),
        name: `${firstName} ${lastName}`,
        email,
        createdAt: second(account.signedAt),
        updatedAt: second(at ?? account.signedAt),
        ...(at === undefined ? {} : { lastRepliedAt: second(at) }),
        company: intercomCompanyId(account),
      });
      return version('contacts', at ?? account.signedAt, String(id), row);
    });
  });

const DID = { solved: 'closed', reopened: 'opened', commented: 'replied' } as const;

const talkOf = (record: TicketRecord): Talk => {
  const { ticket, steps } = record;
  const history = steps.flatMap(({ at, change }): Talk['history'] => {
    if (change.kind === 'commented' && !change.byStaff) return [];
    return change.kind === 'solved' || change.kind === 'reopened' || change.kind === 'commented'
      ? [{ at: second(at), did: DID[change.kind] }]
      : [{ at: second(at), did: 'tagged' }];
  });
  const rated = ratingIn(record);
  return {
    id: String(ticket.id),
    contact: String(ticket.requesterId),
    createdAt: second(ticket.createdAt),
    history,
    priority: ticket.priority === 'high' || ticket.priority === 'urgent',
    ...(rated === undefined ? {} : { rating: { stars: rated.rating === 'good' ? 5 : 1, at: second(rated.at) } }),
  };
};

/** What an Intercom workspace holds, and since when. Its conversations are the tickets of the support desk. */
export const intercomVersions = (company: Company): ReadonlyArray<Version<IntercomRow>> => {
  const tickets = ticketVersionsOf(company);
  const conversations = tickets.map(({ at, record }) =>
    version('conversations', at, String(record.ticket.id), conversationRow(talkOf(record))),
  );
  return inOrder([
    ...company.customers.flatMap((customer) => [
      ...companies(company, customer),
      ...contacts(company, customer, tickets),
    ]),
    ...conversations,
  ]);
};
