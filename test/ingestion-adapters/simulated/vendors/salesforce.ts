import { accountIdOf } from '../../../../application/identity.js';
import type { Connection } from '../../../../application/ports/connections.js';
import { salesforce as vendor } from '../../../../ingestion-adapters/salesforce/vendor.js';
import { MINUTE } from '../../../../simulator/calendar.js';
import { salesforceId, salesforceVersions } from '../../../../simulator/records/salesforce.js';
import { shownLate } from '../../../../simulator/records/version.js';
import { makeSalesforceOrg, type OrgOptions } from '../../../support/vendors/salesforce.js';
import { asTimeGoesOn } from '../as-time-goes-on.js';
import type { SimulatedVendor, World } from '../simulated-vendor.js';
import { trueCrm } from '../true-crm.js';
import { trueSupport } from '../true-support.js';

const TOKEN_LASTS = 23;
const RECORDS_A_PAGE = 7;
const LONGEST_TRANSACTION = 10 * MINUTE;

export const salesforce: Connection = {
  source: 'salesforce',
  name: 'demo',
  secrets: ['s'],
  credentials: { clientId: 'app', clientSecret: 'shh' },
  settings: {
    baseUrl: 'https://treering.my.example',
    customFields: {
      'Account.region': 'Region__c',
      'Account.plan': 'Plan__c',
      'Account.segment': 'Segment__c',
      'Account.seats': 'Seats__c',
      'Account.arr': 'ARR__c',
      'Account.startsOn': 'Customer_Since__c',
      'Account.renewsOn': 'Renewal_Date__c',
      'Contact.role': 'Role__c',
      'Opportunity.arr': 'ARR__c',
      'Opportunity.lostReason': 'Loss_Reason__c',
    },
  },
};

const objects: OrgOptions['objects'] = {
  Account: {
    Name: 'string',
    Website: 'string',
    Industry: 'picklist',
    Type: 'picklist',
    NumberOfEmployees: 'int',
    AnnualRevenue: 'currency',
    OwnerId: 'id',
    MasterRecordId: 'id',
    CurrencyIsoCode: 'picklist',
    Region__c: 'picklist',
    Plan__c: 'picklist',
    Segment__c: 'picklist',
    Seats__c: 'int',
    ARR__c: 'currency',
    Customer_Since__c: 'date',
    Renewal_Date__c: 'date',
  },
  Opportunity: {
    AccountId: 'id',
    Name: 'string',
    StageName: 'picklist',
    IsClosed: 'boolean',
    IsWon: 'boolean',
    LastStageChangeDate: 'datetime',
    Amount: 'currency',
    ARR__c: 'currency',
    CurrencyIsoCode: 'picklist',
    CloseDate: 'date',
    Type: 'picklist',
    Loss_Reason__c: 'string',
  },
  Contract: { AccountId: 'id', StartDate: 'date', EndDate: 'date', StatusCode: 'picklist' },
  Contact: {
    AccountId: 'id',
    FirstName: 'string',
    LastName: 'string',
    Email: 'string',
    Title: 'string',
    Role__c: 'picklist',
  },
  Case: { AccountId: 'id', Status: 'picklist', Priority: 'picklist', IsClosed: 'boolean', ClosedDate: 'datetime' },
  Task: {
    WhoId: 'id',
    TaskSubtype: 'picklist',
    IsClosed: 'boolean',
    Status: 'picklist',
    ActivityDate: 'date',
    CompletedDateTime: 'datetime',
  },
  Event: { WhoId: 'id', StartDateTime: 'datetime', EndDateTime: 'datetime' },
};

const STAGES: Readonly<Record<string, string>> = {
  appointmentscheduled: 'Qualification',
  contractsent: 'Proposal/Price Quote',
  closedwon: 'Closed Won',
  closedlost: 'Closed Lost',
};

/** An organisation whose tokens run out, which forgets where queries were, and whose transactions may take minutes to commit. */
export const simulatedSalesforce = ({ company, clock, random }: World, endsAt: number): SimulatedVendor => {
  const org = makeSalesforceOrg({
    now: clock.now,
    objects,
    recordsAPage: RECORDS_A_PAGE,
    callsAToken: TOKEN_LASTS,
    fault: () => (random.chance(0.03) ? 'forgotten' : undefined),
  });
  const versions = shownLate(salesforceVersions(company), random, LONGEST_TRANSACTION);
  const held = asTimeGoesOn(versions, ({ record: { object, id, fields } }) => org.save(object, id, fields));
  const crm = trueCrm(
    company,
    {
      source: 'salesforce',
      companyId: (id) => salesforceId('001', id),
      contactId: (id) => salesforceId('003', id),
      dealId: (id) => salesforceId('006', id),
      ownerId: (id) => salesforceId('005', id),
      stage: (stage) => STAGES[stage] ?? stage,
      deletedContact: 'of no account',
      saysArr: true,
      saysLeft: false,
    },
    endsAt,
  );
  const cases = trueSupport(
    company,
    {
      caseId: (id) => `salesforce:demo:${salesforceId('500', id)}`,
      accountOf: ({ account }) =>
        accountIdOf({ source: 'salesforce', connection: 'demo', id: salesforceId('001', account.companyId) }),
      saysRatings: false,
      saysReplies: false,
    },
    endsAt,
  );
  return {
    connection: () => salesforce,
    feeds: vendor.feeds ?? [],
    answer: (request) => {
      held.until(clock.now().getTime());
      return org.handle(request);
    },
    nextChangeAt: held.nextAt,
    renew: () => false,
    truth: { ...crm, ...cases },
  };
};
