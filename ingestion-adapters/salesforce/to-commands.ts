import { notUnderstood, type Said } from '../translation.js';
import { accountSaid } from './account.js';
import { activitySaid } from './activity.js';
import { caseSaid } from './case.js';
import { contactSaid } from './contact.js';
import { contractSaid } from './contract.js';
import { isObject, type SalesforceObject, wantedFields } from './field-map.js';
import { opportunitySaid } from './opportunity.js';
import type { ChangeContext } from './record-change.js';
import type { ToSaid } from './saying.js';

const bySalesforceObject: Readonly<Record<SalesforceObject, ToSaid>> = {
  Account: accountSaid,
  Opportunity: opportunitySaid,
  Contract: contractSaid,
  Contact: contactSaid,
  Case: caseSaid,
  Task: activitySaid,
  Event: activitySaid,
};

/** Fields that say who touched a record, which nothing follows from. */
const BOOKKEEPING = new Set(['LastModifiedById', 'CreatedById']);

/** What one change says, and the fields of it that nobody here reads. */
export const toSaid = (context: ChangeContext): ReadonlyArray<Said> => {
  const { connection, change } = context;
  if (!isObject(change.object)) return [notUnderstood(`object ${change.object || 'without a name'}`)];
  const wanted = new Set(wantedFields(change.object, connection.settings));
  const unknown = [...change.fields.keys()].filter((name) => !wanted.has(name) && !BOOKKEEPING.has(name));
  return [
    ...bySalesforceObject[change.object](context),
    ...unknown.map((name) => notUnderstood(`field ${change.object}.${name}`)),
  ];
};
