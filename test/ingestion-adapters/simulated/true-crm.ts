import { accountIdOf } from '../../../application/identity.js';
import { dateText } from '../../../simulator/calendar.js';
import type { Company } from '../../../simulator/company.js';
import { contractAt } from '../../../simulator/contract-at.js';
import { crmTruth, type TrueRecord } from '../../../simulator/truth/crm.js';
import { type Outcome, secondOf } from './outcome.js';

/** The simulator's words, which are HubSpot's, in ours. */
const STAGES: Readonly<Record<string, string>> = {
  opportunity: 'prospect',
  customer: 'customer',
  churned: 'churned',
};
const ROLES: Readonly<Record<string, string>> = {
  CHAMPION: 'champion',
  DECISION_MAKER: 'decision-maker',
  BUDGET_HOLDER: 'decision-maker',
  END_USER: 'user',
  INFLUENCER: 'user',
};
const ENDS: Readonly<Record<string, string>> = { closedwon: 'won', closedlost: 'lost' };

/** Where a CRM tells things otherwise than the simulator. */
export type CrmWords = {
  readonly source: 'hubspot' | 'salesforce';
  readonly companyId: (id: number) => string;
  readonly contactId: (id: number) => string;
  readonly dealId: (id: number) => string;
  readonly ownerId: (id: number) => string;
  readonly stage: (stage: string) => string;
  /** What is known of a person who was deleted. */
  readonly deletedContact: 'left' | 'of no account';
  /** Whether an account says what it pays, and whether a contact may be said to have left. */
  readonly saysArr: boolean;
  readonly saysLeft: boolean;
};

const numberOf = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value));

const accountTruth = (
  { id, values, customer }: TrueRecord,
  { ownerId, saysArr }: CrmWords,
  until: number,
): Outcome[string] => {
  const isCustomer = id === customer.account.companyId;
  const contract = isCustomer ? contractAt(customer, until) : undefined;
  const running = contract !== undefined && contract.arr > 0 && contract.endsAt > until ? contract.arr : undefined;
  return {
    name: values['name'],
    domain: values['domain'],
    industry: values['industry'],
    region: values['region'],
    plan: values['plan'],
    segment: values['segment'],
    owner: values['hubspot_owner_id'] && ownerId(Number(values['hubspot_owner_id'])),
    employees: numberOf(values['numberofemployees']),
    annualRevenue: numberOf(values['annualrevenue']),
    stage: STAGES[values['lifecyclestage'] ?? ''],
    seats: numberOf(values['seats']),
    mergedInto: undefined,
    ...(saysArr ? { arr: running === undefined ? [] : [`${running} ${customer.account.region.currency}`] } : {}),
  };
};

const contactTruth = (
  { values, deletedAt, leftAt }: TrueRecord,
  { deletedContact, saysLeft }: CrmWords,
  account: string,
): Outcome[string] => {
  const engagedAt = numberOf(values['notes_last_contacted']);
  const since = Math.max(deletedAt ?? 0, leftAt ?? 0);
  const left = saysLeft ? { left: since > 0 && (engagedAt ?? 0) <= since } : {};
  const engaged = { engagedAt: secondOf(engagedAt) };
  if (deletedAt !== undefined && deletedContact === 'of no account') return { account: null };
  return {
    firstName: values['firstname'],
    lastName: values['lastname'],
    email: values['email'],
    title: values['jobtitle'],
    role: ROLES[values['hs_buying_role'] ?? ''],
    account,
    ...left,
    ...engaged,
  };
};

const dealTruth = ({ values, createdAt, customer }: TrueRecord, { stage }: CrmWords, account: string) => ({
  name: values['dealname'],
  kind: values['deal_kind'] ?? 'new',
  stage: stage(values['dealstage'] ?? ''),
  status: ENDS[values['dealstage'] ?? ''] ?? 'open',
  amount: numberOf(values['amount']),
  arr: numberOf(values['hs_arr']),
  currency: customer.account.region.currency,
  closesOn: dateText(Number(values['closedate'])),
  openedAt: secondOf(createdAt),
  lostReason: values['closed_lost_reason'],
  account,
});

/** What is true of accounts, contacts and opportunities at a time after the history, in our words. */
export const trueCrm = (company: Company, words: CrmWords, until: number): Outcome => {
  const { source, companyId, contactId, dealId } = words;
  const accountId = (id: number): string => accountIdOf({ source, connection: 'demo', id: companyId(id) });
  const records = crmTruth(company);
  const joined = new Map(
    records.flatMap(({ object, id, mergedInto }) =>
      object === 'company' && mergedInto !== undefined ? [[id, mergedInto] as const] : [],
    ),
  );
  const rootOf = (id: number): string => accountId(joined.get(id) ?? id);
  const ofRecord = (record: TrueRecord): readonly [string, Outcome[string]] => {
    const { object, id, values, companyId: owner, mergedInto } = record;
    switch (object) {
      case 'company': {
        const isOwn = mergedInto === undefined;
        const said = isOwn ? accountTruth(record, words, until) : { mergedInto: accountId(mergedInto) };
        return [`account ${accountId(id)}`, said];
      }
      case 'contact': {
        const account = rootOf(Number(values['associatedcompanyid']));
        return [`contact ${source}:demo:${contactId(id)}`, contactTruth(record, words, account)];
      }
      case 'deal':
        return [`opportunity ${source}:demo:${dealId(id)}`, dealTruth(record, words, rootOf(owner ?? 0))];
    }
  };
  return Object.fromEntries(records.map(ofRecord));
};
