import { dateText } from '../calendar.js';
import type { Company, Customer } from '../company.js';
import { contractAt, contractTimesOf } from '../contract-at.js';
import { type CrmRecord, crmVersionsOf, propertyOf } from './crm.js';
import { solvedAt, type TicketRecord, ticketVersionsOf } from './tickets.js';
import { inOrder, savedAgain, type Version } from './version.js';

export type SalesforceFields = Readonly<Record<string, string | number | boolean | null>>;

/** As Salesforce holds a record; times are milliseconds, of whole seconds. */
export type SalesforceRecord = { readonly object: string; readonly id: string; readonly fields: SalesforceFields };

/** 18 characters, the last three of which tell capitals: of digits there are none. */
export const salesforceId = (prefix: string, number: number): string =>
  `${prefix}${String(number).padStart(12, '0')}AAA`;

const second = (at: number): number => Math.floor(at / 1000) * 1000;
const numberOrNone = (value: string | undefined): number | null => (value === undefined ? null : Number(value));
const accountId = (companyId: number | string | undefined): string | null =>
  companyId === undefined ? null : salesforceId('001', Number(companyId));

const TYPES: Readonly<Record<string, string>> = {
  opportunity: 'Prospect',
  customer: 'Customer',
  churned: 'Former Customer',
};

const accountFields = (record: CrmRecord, customer: Customer, at: number): SalesforceFields => {
  const value = (name: string) => propertyOf(record, name);
  const isOwn = record.id === customer.account.companyId;
  const contract = isOwn ? contractAt(customer, at) : undefined;
  return {
    Name: value('name') ?? null,
    Website: `https://www.${value('domain')}/`,
    Industry: value('industry') ?? null,
    Type: TYPES[value('lifecyclestage') ?? ''] ?? null,
    NumberOfEmployees: numberOrNone(value('numberofemployees')),
    AnnualRevenue: numberOrNone(value('annualrevenue')),
    OwnerId: isOwn ? salesforceId('005', Number(value('hubspot_owner_id'))) : null,
    Region__c: value('region') ?? null,
    Plan__c: value('plan') ?? null,
    Segment__c: value('segment') ?? null,
    Seats__c: numberOrNone(value('seats')),
    CurrencyIsoCode: customer.account.region.currency,
    ARR__c: contract?.arr ?? null,
    Customer_Since__c: contract === undefined ? null : dateText(contract.startsAt),
    Renewal_Date__c: contract === undefined ? null : dateText(contract.endsAt),
    ...(record.mergedInto === undefined
      ? {}
      : { IsDeleted: true, MasterRecordId: salesforceId('001', record.mergedInto) }),
  };
};

const contactFields = (record: CrmRecord): SalesforceFields => ({
  AccountId: accountId(propertyOf(record, 'associatedcompanyid')),
  FirstName: propertyOf(record, 'firstname') ?? null,
  LastName: propertyOf(record, 'lastname') ?? null,
  Email: propertyOf(record, 'email') ?? null,
  Title: propertyOf(record, 'jobtitle') ?? null,
  Role__c: propertyOf(record, 'hs_buying_role') ?? null,
  IsDeleted: record.deletedAt !== undefined,
});

const STAGES: Readonly<Record<string, string>> = {
  appointmentscheduled: 'Qualification',
  contractsent: 'Proposal/Price Quote',
  closedwon: 'Closed Won',
  closedlost: 'Closed Lost',
};
const KINDS: Readonly<Record<string, string>> = { upsell: 'Add-On', renewal: 'Renewal' };

const opportunityFields = (record: CrmRecord, { account }: Customer): SalesforceFields => {
  const stage = STAGES[propertyOf(record, 'dealstage') ?? ''] ?? 'Qualification';
  const staged = record.history['dealstage']?.at(-1)?.at ?? record.createdAt;
  return {
    AccountId: accountId(record.companyId),
    Name: propertyOf(record, 'dealname') ?? null,
    StageName: stage,
    IsClosed: stage.startsWith('Closed'),
    IsWon: stage === 'Closed Won',
    LastStageChangeDate: second(staged),
    Amount: numberOrNone(propertyOf(record, 'amount')),
    ARR__c: numberOrNone(propertyOf(record, 'hs_arr')),
    CurrencyIsoCode: account.region.currency,
    CloseDate: dateText(Number(propertyOf(record, 'closedate'))),
    Type: KINDS[propertyOf(record, 'deal_kind') ?? ''] ?? 'New Business',
    Loss_Reason__c: propertyOf(record, 'closed_lost_reason') ?? null,
  };
};

const crmRecord = (record: CrmRecord, customer: Customer, at: number): SalesforceRecord => {
  switch (record.object) {
    case 'company': {
      return {
        object: 'Account',
        id: salesforceId('001', record.id),
        fields: accountFields(record, customer, at),
      };
    }
    case 'contact':
      return { object: 'Contact', id: salesforceId('003', record.id), fields: contactFields(record) };
    case 'deal':
      return {
        object: 'Opportunity',
        id: salesforceId('006', record.id),
        fields: opportunityFields(record, customer),
      };
  }
};

const IDS_A_CONTACT = 10_000;

/** Whenever a person was talked to, a task was done. */
const tasksIn = (versions: ReadonlyArray<Version<CrmRecord>>): ReadonlyArray<Version<SalesforceRecord>> =>
  versions.flatMap(({ at, record }) => {
    const calls = record.object === 'contact' ? (record.history['notes_last_contacted'] ?? []) : [];
    const last = calls.at(-1);
    if (last?.at !== at) return [];
    const id = salesforceId('00T', (record.id % 1_000_000) * IDS_A_CONTACT + calls.length);
    const doneAt = Number(last.value);
    const fields = {
      WhoId: salesforceId('003', record.id),
      TaskSubtype: 'Call',
      IsClosed: true,
      Status: 'Completed',
      ActivityDate: dateText(doneAt),
      CompletedDateTime: second(doneAt),
      CreatedDate: second(at),
    };
    return [{ at, key: `Task/${id}`, record: { object: 'Task', id, fields } }];
  });

const PRIORITIES = { low: 'Low', normal: 'Medium', high: 'High', urgent: 'Critical' } as const;

const caseRecord = (record: TicketRecord): SalesforceRecord => {
  const { ticket } = record;
  const closedAt = solvedAt(record);
  return {
    object: 'Case',
    id: salesforceId('500', ticket.id),
    fields: {
      AccountId: salesforceId('001', ticket.account.companyId),
      Status: closedAt === undefined ? 'Working' : 'Closed',
      Priority: PRIORITIES[ticket.priority],
      IsClosed: closedAt !== undefined,
      ClosedDate: closedAt === undefined ? null : second(closedAt),
      CreatedDate: second(ticket.createdAt),
    },
  };
};

const saved = ({ at, key, record }: Version<SalesforceRecord>): Version<SalesforceRecord> => {
  const fields = { ...record.fields, SystemModstamp: second(at), LastModifiedDate: second(at) };
  return { at, key, record: { ...record, fields } };
};

/** What a Salesforce organisation holds, and since when. Its cases are the tickets of the support desk. */
export const salesforceVersions = (company: Company): ReadonlyArray<Version<SalesforceRecord>> => {
  const ofCustomers = company.customers.flatMap((customer) => {
    const versions = crmVersionsOf(company, customer);
    const all = savedAgain(versions, contractTimesOf(customer)).map(({ at, key, record }) => {
      const { object, id, fields } = crmRecord(record, customer, at);
      return { at, key, record: { object, id, fields: { ...fields, CreatedDate: second(record.createdAt) } } };
    });
    return [...all, ...tasksIn(versions)];
  });
  const cases = ticketVersionsOf(company).map((version) => ({ ...version, record: caseRecord(version.record) }));
  return inOrder([...ofCustomers, ...cases].map(saved));
};
