import type { Account } from './accounts.js';
import { DAY } from './calendar.js';
import type { Company, Customer } from './company.js';
import { type Contact, contactOf } from './crm.js';
import { type Random, randomOf } from './prng.js';

type Champion = {
  readonly contact: Contact;
  /** One of the others, who had it not before, took over the role, so the CRM has the person already. */
  readonly promoted: boolean;
  readonly knownFrom: number;
  readonly until: number;
};

/** The people a company is known by: its champions in turn, and others. */
export type Contacts = { readonly others: ReadonlyArray<Contact>; readonly champions: ReadonlyArray<Champion> };

const FIRST_CONTACT = 51_000_000_000;
const IDS_AN_ACCOUNT = 1_000;
const SPARE = 900;
const OTHER_ROLES = ['DECISION_MAKER', 'END_USER', 'END_USER', 'INFLUENCER', 'BUDGET_HOLDER'] as const;

const contactId = ({ index }: Account, n: number): number => FIRST_CONTACT + index * IDS_AN_ACCOUNT + n;

/** An id that none of the contacts has. */
export const spareContactId = (account: Account): number => contactId(account, SPARE);

export const contactsOf = (company: Company, { account, walk }: Customer): Contacts => {
  const random = randomOf(company.seed, 'crm', account.index, 'contacts');
  const others = Array.from({ length: random.int(1, 4) }, (_, i) =>
    contactOf(random, account, contactId(account, i), OTHER_ROLES[i] ?? 'END_USER'),
  );
  const starts = [account.signedAt, ...walk.life.filter(({ kind }) => kind === 'champion-arrived').map(({ at }) => at)];
  const ends = walk.life.filter(({ kind }) => kind === 'champion-left').map(({ at }) => at);
  const champions: Array<Champion> = [];
  for (const [i, from] of starts.entries()) {
    const candidates = others.filter((other) => !champions.some(({ contact }) => contact === other));
    const colleague = i > 0 && random.chance(0.4) ? candidates[random.int(0, candidates.length - 1)] : undefined;
    champions.push({
      contact: colleague ?? contactOf(random, account, contactId(account, others.length + i), 'CHAMPION'),
      promoted: colleague !== undefined,
      knownFrom: i === 0 ? from : from + Math.floor(random.exponential(9) * DAY),
      until: ends.find((at) => at > from) ?? Number.POSITIVE_INFINITY,
    });
  }
  return { others, champions };
};

export const championAt = ({ champions }: Contacts, at: number): Contact | undefined =>
  champions.find(({ knownFrom, until }) => knownFrom <= at && at < until)?.contact;

/** Who is talked to: mostly the champion, else somebody else who is still there. */
export const contactAt = (random: Random, contacts: Contacts, at: number): Contact | undefined => {
  const champion = championAt(contacts, at);
  const left = contacts.champions.filter(({ until }) => until <= at).map(({ contact }) => contact);
  const others = contacts.others.filter((contact) => !left.includes(contact));
  const other = others[random.int(0, Math.max(0, others.length - 1))];
  return champion !== undefined && random.chance(0.75) ? champion : (other ?? champion);
};
