import type { ConnectionSettings } from '../../application/ports/connections.js';
import { lookUp } from '../../domain/keyed.js';

export type FieldType = 'any' | 'number' | 'date';

/** What a field means to us, and the field that means it where the connection does not name another. */
type Meaning = { readonly field?: string; readonly type: FieldType };

const meanings = {
  Account: {
    name: { field: 'Name', type: 'any' },
    domain: { field: 'Website', type: 'any' },
    industry: { field: 'Industry', type: 'any' },
    employees: { field: 'NumberOfEmployees', type: 'number' },
    annualRevenue: { field: 'AnnualRevenue', type: 'number' },
    owner: { field: 'OwnerId', type: 'any' },
    stage: { field: 'Type', type: 'any' },
    plan: { type: 'any' },
    region: { type: 'any' },
    segment: { type: 'any' },
    seats: { type: 'number' },
    arr: { type: 'number' },
    startsOn: { type: 'date' },
    renewsOn: { type: 'date' },
  },
  Opportunity: {
    name: { field: 'Name', type: 'any' },
    kind: { field: 'Type', type: 'any' },
    amount: { field: 'Amount', type: 'number' },
    closesOn: { field: 'CloseDate', type: 'date' },
    stage: { field: 'StageName', type: 'any' },
    arr: { type: 'number' },
    lostReason: { type: 'any' },
  },
  Contract: {
    startsOn: { field: 'StartDate', type: 'date' },
    endsOn: { field: 'EndDate', type: 'date' },
    arr: { type: 'number' },
  },
  Contact: {
    firstName: { field: 'FirstName', type: 'any' },
    lastName: { field: 'LastName', type: 'any' },
    email: { field: 'Email', type: 'any' },
    title: { field: 'Title', type: 'any' },
    role: { type: 'any' },
  },
  Case: { priority: { field: 'Priority', type: 'any' } },
  Task: {},
  Event: {},
} satisfies Readonly<Record<string, Readonly<Record<string, Meaning>>>>;

export type SalesforceObject = keyof typeof meanings;
export const objects = Object.keys(meanings) as ReadonlyArray<SalesforceObject>;
export const isObject = (name: string): name is SalesforceObject => Object.hasOwn(meanings, name);

export type MappedField = {
  readonly meaning: string;
  readonly field: string;
  readonly type: FieldType;
  readonly custom: boolean;
};

/** Which field means what in an object, by `settings.customFields` such as `{"Account.segment": "Segment__c"}` first. */
export const mappedFields = (
  object: SalesforceObject,
  { customFields = {} }: ConnectionSettings,
): ReadonlyArray<MappedField> =>
  Object.entries<Meaning>(meanings[object]).flatMap(([meaning, { field, type }]) => {
    const named = lookUp(customFields, `${object}.${meaning}`);
    const used = named ?? field;
    return used === undefined ? [] : [{ meaning, field: used, type, custom: named !== undefined }];
  });

export const unknownMeanings = ({ customFields = {} }: ConnectionSettings): ReadonlyArray<string> =>
  Object.keys(customFields).filter((key) => {
    const [object = '', meaning = ''] = key.split('.');
    return !isObject(object) || !Object.hasOwn(meanings[object], meaning);
  });

const EVERYWHERE = ['Id', 'IsDeleted', 'CreatedDate', 'LastModifiedDate', 'SystemModstamp'];

/** Fields that an object has and that are read whatever the connection says, where the organisation has them. */
const READ: Readonly<Record<SalesforceObject, ReadonlyArray<string>>> = {
  Account: ['MasterRecordId', 'CurrencyIsoCode'],
  Opportunity: ['AccountId', 'IsClosed', 'IsWon', 'LastStageChangeDate', 'CurrencyIsoCode'],
  Contract: ['AccountId', 'Status', 'StatusCode', 'ContractTerm', 'CurrencyIsoCode'],
  Contact: ['AccountId'],
  Case: ['AccountId', 'Status', 'IsClosed', 'ClosedDate'],
  Task: ['WhoId', 'TaskSubtype', 'IsClosed', 'Status', 'CompletedDateTime', 'ActivityDate'],
  Event: ['WhoId', 'EventSubtype', 'StartDateTime', 'EndDateTime'],
};

export const wantedFields = (object: SalesforceObject, settings: ConnectionSettings): ReadonlyArray<string> => [
  ...new Set([...EVERYWHERE, ...READ[object], ...mappedFields(object, settings).map(({ field }) => field)]),
];
