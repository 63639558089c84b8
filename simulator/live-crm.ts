import { DAY } from './calendar.js';
import type { Company, Customer } from './company.js';
import type { CrmMoment } from './crm.js';
import * as crm from './crm.js';
import { contactAt, contactsOf } from './crm-contacts.js';
import type { Random } from './prng.js';

/** Something that the people around one customer do now: mostly talk, at times hire, grow or buy. */
export const nextCrmMoment = (
  random: Random,
  company: Company,
  customer: Customer,
  id: number,
  at: number,
): CrmMoment => {
  const { account } = customer;
  const contact = contactAt(random, contactsOf(company, customer), company.endsAt - 1);
  const choice = random.weighted([7, 1, 1, 1]);
  if (choice === 0 && contact !== undefined) return { ...crm.touched(random, account, contact.id, at), at };
  if (choice === 1) return crm.contactCreated(account, crm.contactOf(random, account, id, 'END_USER'), at);
  if (choice === 2) {
    const amount = Math.round(account.seats * account.plan.seatPrice * random.between(0.1, 0.4));
    const closesAt = at + Math.floor(random.between(10, 45) * DAY);
    return crm.dealOpened(random, account, {
      id,
      kind: 'upsell',
      name: `${account.name} more seats`,
      amount,
      openedAt: at,
      closesAt,
    });
  }
  const employees = String(Math.round(account.employees * random.between(0.95, 1.1)));
  return { at, changes: crm.companyChanged(account, { numberofemployees: employees }) };
};
