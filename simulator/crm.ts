import type { Account } from './accounts.js';
import { DAY, HOUR } from './calendar.js';
import { type Person, person } from './names.js';
import type { Random } from './prng.js';

type CrmObject = 'company' | 'contact' | 'deal';
type Record = { readonly object: CrmObject; readonly id: number };

/** One thing the CRM reports about one record. */
export type CrmChange =
  | (Record & { readonly kind: 'created' | 'deleted' })
  | (Record & { readonly kind: 'property'; readonly name: string; readonly value: string })
  | (Record & { readonly kind: 'associated'; readonly to: Record })
  | (Record & { readonly kind: 'merged'; readonly merged: ReadonlyArray<number> });

/** What the CRM reports together. */
export type CrmMoment = { readonly at: number; readonly changes: ReadonlyArray<CrmChange> };

export type Contact = Person & { readonly id: number; readonly role: string };

const properties = (record: Record, values: { readonly [name: string]: string }): ReadonlyArray<CrmChange> =>
  Object.entries(values).map(([name, value]) => ({ kind: 'property', ...record, name, value }));

/** The vendor says dates as epoch milliseconds in text. */
const dateValue = (time: number): string => String(time);

const companyOf = (account: Account): Record => ({ object: 'company', id: account.companyId });

export const companyChanged = (account: Account, values: { readonly [name: string]: string }) =>
  properties(companyOf(account), values);

export const companyCreated = (random: Random, account: Account, at: number): CrmMoment => {
  const revenue = account.employees * account.industry.revenuePerEmployee;
  const created: CrmChange = { kind: 'created', ...companyOf(account) };
  const said = companyChanged(account, {
    name: account.name,
    domain: account.domain,
    industry: account.industry.name,
    numberofemployees: String(account.employees),
    annualrevenue: random.chance(0.3) ? revenue.toFixed(2) : String(revenue),
    region: account.region.name,
    lifecyclestage: 'opportunity',
    hubspot_owner_id: String(account.ownerId),
  });
  return { at, changes: random.chance(0.25) ? [...said, created] : [created, ...said] };
};

export const contactOf = (random: Random, account: Account, id: number, role: string): Contact => ({
  ...person(random, account.domain),
  id,
  role,
});

export const contactCreated = (
  account: Account,
  contact: Contact,
  at: number,
  companyId = account.companyId,
): CrmMoment => {
  const record: Record = { object: 'contact', id: contact.id };
  return {
    at,
    changes: [
      { kind: 'created', ...record },
      ...properties(record, {
        firstname: contact.firstName,
        lastname: contact.lastName,
        email: contact.email,
        jobtitle: contact.title,
        hs_buying_role: contact.role,
        associatedcompanyid: String(companyId),
      }),
    ],
  };
};

/** A mail, a call or a meeting with a person, which the CRM shows on the person and on the company. */
export const touched = (random: Random, account: Account, contactId: number, at: number): CrmMoment => {
  const record: Record = { object: 'contact', id: contactId };
  const answered = random.chance(0.5) ? { hs_last_sales_activity_timestamp: dateValue(at) } : {};
  return {
    at: at + 5_000,
    changes: [
      ...properties(record, { notes_last_contacted: dateValue(at), ...answered }),
      ...companyChanged(account, { notes_last_contacted: dateValue(at) }),
    ],
  };
};

/** How a leaver shows: mostly a note that somebody makes, sometimes the contact is deleted. */
export const contactLeft = (random: Random, contactId: number, at: number): CrmMoment => {
  const record: Record = { object: 'contact', id: contactId };
  if (random.chance(0.12)) return { at, changes: [{ kind: 'deleted', ...record }] };
  const status: { readonly [name: string]: string } = random.chance(0.5) ? { hs_lead_status: 'UNQUALIFIED' } : {};
  return { at, changes: properties(record, { left_company: 'true', ...status }) };
};

export const roleChanged = (contactId: number, role: string, at: number): CrmMoment => ({
  at,
  changes: properties({ object: 'contact', id: contactId }, { hs_buying_role: role }),
});

export type Deal = {
  readonly id: number;
  readonly kind: 'new' | 'upsell' | 'renewal';
  readonly name: string;
  readonly amount: number;
  readonly openedAt: number;
  readonly closesAt: number;
};

const dealOf = (deal: Deal): Record => ({ object: 'deal', id: deal.id });

export const dealOpened = (random: Random, account: Account, deal: Deal): CrmMoment => {
  const created: CrmChange = { kind: 'created', ...dealOf(deal) };
  const said = properties(dealOf(deal), {
    dealname: deal.name,
    dealtype: deal.kind === 'new' ? 'newbusiness' : 'existingbusiness',
    ...(deal.kind === 'new' ? {} : { deal_kind: deal.kind }),
    amount: random.chance(0.3) ? deal.amount.toFixed(2) : String(deal.amount),
    hs_arr: String(deal.amount),
    deal_currency_code: account.region.currency,
    closedate: dateValue(deal.closesAt),
    dealstage: 'appointmentscheduled',
  });
  const tie: CrmChange = { kind: 'associated', ...dealOf(deal), to: companyOf(account) };
  return { at: deal.openedAt, changes: random.chance(0.2) ? [...said, tie, created] : [created, ...said, tie] };
};

export const dealMoved = (deal: Deal, stage: string, at: number): CrmMoment => ({
  at,
  changes: properties(dealOf(deal), { dealstage: stage }),
});

/** `amount` where the last word differs from the first offer. */
export const dealWon = (deal: Deal, at: number, amount = deal.amount): CrmMoment => ({
  at,
  changes: properties(dealOf(deal), {
    ...(amount === deal.amount ? {} : { amount: String(amount), hs_arr: String(amount) }),
    closedate: dateValue(at),
    dealstage: 'closedwon',
  }),
});

export const dealLost = (deal: Deal, at: number, reason: string): CrmMoment => ({
  at,
  changes: properties(dealOf(deal), { closed_lost_reason: reason, closedate: dateValue(at), dealstage: 'closedlost' }),
});

/** Somebody made the company a second time, with a contact; later the two are joined. */
export const duplicateStory = (
  account: Account,
  duplicateId: number,
  contact: Contact,
  createdAt: number,
  mergedAt: number,
): ReadonlyArray<CrmMoment> => {
  const duplicate: Record = { object: 'company', id: duplicateId };
  const said = properties(duplicate, { name: account.name.toUpperCase(), domain: account.domain });
  return [
    { at: createdAt, changes: [{ kind: 'created', ...duplicate }, ...said] },
    contactCreated(account, contact, createdAt + HOUR, duplicateId),
    { at: mergedAt, changes: [{ kind: 'merged', ...companyOf(account), merged: [duplicateId] }] },
  ];
};

/** A time in the working day of that UTC day. */
export const officeHour = (random: Random, account: Account, day: number): number =>
  Math.floor(day / DAY) * DAY + Math.floor(((random.between(9, 17) - account.region.utcOffset + 24) % 24) * HOUR);
