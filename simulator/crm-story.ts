import { type Account, renewalAt } from './accounts.js';
import { DAY, dateText, HOUR } from './calendar.js';
import type { Company, Customer } from './company.js';
import type { CrmMoment, Deal } from './crm.js';
import * as crm from './crm.js';
import { type Contacts, championAt, contactAt, contactsOf, spareContactId } from './crm-contacts.js';
import { type Random, randomOf } from './prng.js';
import { type LifeEvent, WEEK } from './walk.js';

const FIRST_DEAL = 21_000_000_000;
const IDS_AN_ACCOUNT = 1_000;

const dealIds = ({ index }: Account): (() => number) => {
  let next = FIRST_DEAL + index * IDS_AN_ACCOUNT;
  return () => next++;
};

const seats = (account: Account, count: number, at: number): CrmMoment => ({
  at,
  changes: crm.companyChanged(account, { seats: String(count) }),
});

const firstSale = (random: Random, account: Account, contacts: Contacts, arr: number, id: number) => {
  const openedAt = account.signedAt - Math.floor(random.between(30, 110) * DAY);
  const deal: Deal = {
    id,
    kind: 'new',
    name: `${account.name} new`,
    amount: arr,
    openedAt,
    closesAt: account.signedAt,
  };
  const known = [...contacts.others, ...contacts.champions.slice(0, 1).map(({ contact }) => contact)];
  return [
    crm.companyCreated(random, account, openedAt - 3 * HOUR),
    ...known.map((contact, i) => crm.contactCreated(account, contact, openedAt - 2 * HOUR + i * 1_000)),
    crm.dealOpened(random, account, deal),
    crm.dealMoved(deal, 'contractsent', account.signedAt - 5 * DAY),
    crm.dealWon(deal, account.signedAt),
    {
      at: account.signedAt + 60_000,
      changes: crm.companyChanged(account, {
        lifecyclestage: 'customer',
        plan: account.plan.name,
        seats: String(account.seats),
      }),
    },
  ];
};

const upsells = (random: Random, account: Account, life: ReadonlyArray<LifeEvent>, nextDeal: () => number) =>
  life.flatMap((event, i): ReadonlyArray<CrmMoment> => {
    if (event.kind !== 'upsell-won' && event.kind !== 'upsell-lost') return [];
    const openedAt = Math.max(account.signedAt + HOUR, event.at - Math.floor(random.between(10, 45) * DAY));
    const name = `${account.name} more seats ${i}`;
    const deal: Deal = { id: nextDeal(), kind: 'upsell', name, amount: event.arr, openedAt, closesAt: event.at };
    const opened = crm.dealOpened(random, account, deal);
    return event.kind === 'upsell-won'
      ? [opened, crm.dealWon(deal, event.at), seats(account, event.seats, event.at + 60_000)]
      : [opened, crm.dealLost(deal, event.at, random.pick(['Budget', 'No need now', 'Postponed']))];
  });

/** One renewal deal a term, opened three months ahead; the one of a customer who leaves is lost. */
const renewals = (random: Random, company: Company, { account, walk }: Customer, nextDeal: () => number) => {
  const moments: Array<CrmMoment> = [];
  const renewed = walk.life.flatMap((event) => (event.kind === 'renewed' ? [event] : []));
  const churn = walk.life.find((event) => event.kind === 'churned');
  for (let term = 1; ; term += 1) {
    const due = renewalAt(account, term);
    const lost = churn !== undefined && churn.at <= due ? churn : undefined;
    const usual = due - Math.floor(random.between(80, 95) * DAY);
    const openedAt = lost === undefined ? usual : Math.min(usual, lost.at - Math.floor(random.between(5, 20) * DAY));
    if (openedAt >= company.endsAt) break;
    const before = renewed[term - 2]?.arr ?? walk.life.flatMap((e) => (e.kind === 'signed' ? [e.arr] : []))[0] ?? 0;
    const name = `${account.name} renewal ${dateText(due).slice(0, 4)}`;
    const deal: Deal = { id: nextDeal(), kind: 'renewal', name, amount: before, openedAt, closesAt: due };
    moments.push(crm.dealOpened(random, account, deal));
    const won = renewed[term - 1];
    if (lost !== undefined) {
      moments.push(crm.dealLost(deal, lost.at, lost.reason), {
        at: lost.at + 60_000,
        changes: crm.companyChanged(account, { lifecyclestage: 'churned' }),
      });
      break;
    }
    moments.push(crm.dealMoved(deal, 'contractsent', due - Math.floor(random.between(8, 30) * DAY)));
    if (won !== undefined) moments.push(crm.dealWon(deal, due, won.arr));
  }
  return moments;
};

const comingsAndGoings = (
  random: Random,
  { account, walk }: Customer,
  contacts: Contacts,
): ReadonlyArray<CrmMoment> => {
  const arrivals = contacts.champions
    .slice(1)
    .map(({ contact, promoted, knownFrom }) =>
      promoted ? crm.roleChanged(contact.id, 'CHAMPION', knownFrom) : crm.contactCreated(account, contact, knownFrom),
    );
  const departures = contacts.champions.flatMap(({ contact, knownFrom, until }) =>
    knownFrom < until && Number.isFinite(until) && random.chance(0.9)
      ? [crm.contactLeft(random, contact.id, until + Math.floor(random.exponential(12) * DAY))]
      : [],
  );
  const seatChanges = walk.life.flatMap((event) =>
    event.kind === 'seats-changed' ? [seats(account, event.seats, event.at)] : [],
  );
  return [...arrivals, ...departures, ...seatChanges];
};

const touches = (random: Random, company: Company, { account, walk }: Customer, contacts: Contacts) => {
  const moments: Array<CrmMoment> = [];
  for (let at = walk.startsAt; at < (walk.leftAt ?? company.endsAt); at += WEEK) {
    const willing = walk.moods[Math.floor((at - walk.startsAt) / WEEK)]?.engagement ?? 0;
    if (!random.chance((championAt(contacts, at) === undefined ? 0.12 : 0.34) * (0.25 + 0.75 * willing))) continue;
    const contact = contactAt(random, contacts, at);
    const time = crm.officeHour(random, account, at + random.int(0, 6) * DAY);
    if (contact !== undefined && time > account.signedAt) moments.push(crm.touched(random, account, contact.id, time));
  }
  return moments;
};

const everyday = (random: Random, company: Company, account: Account) => {
  const moments: Array<CrmMoment> = [];
  if (random.chance(0.2)) {
    const at = crm.officeHour(random, account, random.between(company.startsAt, company.endsAt));
    moments.push({
      at,
      changes: crm.companyChanged(account, { hubspot_owner_id: String(440_000 + random.int(1, 6)) }),
    });
  }
  if (random.chance(0.3)) {
    const at = crm.officeHour(random, account, random.between(company.startsAt, company.endsAt));
    const grown = String(Math.round(account.employees * random.between(0.85, 1.3)));
    moments.push({ at, changes: crm.companyChanged(account, { numberofemployees: grown }) });
  }
  if (account.duplicateCompanyId !== undefined) {
    const createdAt = random.between(Math.max(company.startsAt, account.signedAt), company.endsAt);
    const contact = crm.contactOf(random, account, spareContactId(account), 'END_USER');
    const mergedAt = createdAt + random.between(2, 40) * DAY;
    const times = [Math.floor(createdAt), Math.floor(mergedAt)] as const;
    moments.push(...crm.duplicateStory(account, account.duplicateCompanyId, contact, ...times));
  }
  return moments.filter(({ at }) => at > account.signedAt);
};

/** Everything the CRM reports about one customer before the end of the history. */
export const crmStoryOf = (company: Company, customer: Customer): ReadonlyArray<CrmMoment> => {
  const { account, walk } = customer;
  const random = (part: string) => randomOf(company.seed, 'crm', account.index, part);
  const nextDeal = dealIds(account);
  const contacts = contactsOf(company, customer);
  const signed = walk.life.flatMap((event) => (event.kind === 'signed' ? [event.arr] : []))[0] ?? 0;
  return [
    ...firstSale(random('sale'), account, contacts, signed, nextDeal()),
    ...upsells(random('upsell'), account, walk.life, nextDeal),
    ...renewals(random('renewal'), company, customer, nextDeal),
    ...comingsAndGoings(random('people'), customer, contacts),
    ...touches(random('touch'), company, customer, contacts),
    ...everyday(random('everyday'), company, account),
  ].filter(({ at }) => at < company.endsAt);
};
