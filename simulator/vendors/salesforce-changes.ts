import type { Company } from '../company.js';
import type { Delivery } from '../delivery.js';
import { type SalesforceFields, salesforceVersions } from '../records/salesforce.js';

/** What records have, and change events do not say. */
const UNSAID = new Set(['SystemModstamp', 'IsDeleted', 'IsClosed', 'IsWon', 'LastStageChangeDate', 'MasterRecordId']);
const TIMES = new Set(['CreatedDate', 'LastModifiedDate', 'ClosedDate', 'CompletedDateTime']);
const FIRST_COMMIT = 10_000_000_000;

const said = (name: string, value: SalesforceFields[string] | undefined) =>
  TIMES.has(name) && typeof value === 'number' ? new Date(value).toISOString() : value;

const changeTypeOf = (before: SalesforceFields | undefined, after: SalesforceFields): string => {
  if (after['IsDeleted'] === true) return 'DELETE';
  return before === undefined ? 'CREATE' : 'UPDATE';
};

/** A change event a version, as CometD brings it: what changed, and no more. */
export const salesforceChanges = (company: Company): ReadonlyArray<Delivery<'salesforce'>> => {
  const known = new Map<string, SalesforceFields>();
  return salesforceVersions(company).map(({ at, key, record: { object, id, fields } }, i): Delivery<'salesforce'> => {
    const before = known.get(key);
    known.set(key, fields);
    const changeType = changeTypeOf(before, fields);
    const names = Object.keys(fields).filter((name) => !UNSAID.has(name) && fields[name] !== (before?.[name] ?? null));
    const changed = changeType === 'DELETE' ? [] : names;
    const nulled = changeType === 'UPDATE' ? changed.filter((name) => fields[name] === null) : [];
    const header = {
      entityName: object,
      recordIds: [id],
      changeType,
      commitTimestamp: at,
      commitNumber: FIRST_COMMIT + i,
      commitUser: '005000000000001AAA',
      sequenceNumber: 1,
      transactionKey: `transaction-${i}`,
      changeOrigin: '',
      changedFields: changeType === 'UPDATE' ? changed.filter((name) => !nulled.includes(name)) : [],
      nulledFields: nulled,
    };
    const values = Object.fromEntries(changed.map((name) => [name, said(name, fields[name])]));
    const body = {
      channel: `/data/${object}ChangeEvent`,
      data: { event: { replayId: i + 1 }, payload: { ...values, ChangeEventHeader: header } },
    };
    return { source: 'salesforce', kind: 'webhook', at: new Date(at), body: JSON.stringify(body) };
  });
};
