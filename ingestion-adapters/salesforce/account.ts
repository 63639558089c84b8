import { accountIdOf } from '../../application/identity.js';
import { type LifecycleStage, type Profile, type ProfileField, profileFields } from '../../domain/account/events.js';
import { hostOf } from '../../domain/account/match-by-domain.js';
import type { AccountId } from '../../domain/ids.js';
import { lookUp } from '../../domain/keyed.js';
import { notUnderstood, type Said, type SourcedCommand } from '../translation.js';
import { presence, refIn, registration } from '../vendor-ids.js';
import { accountTerm } from './account-term.js';
import type { ChangeContext, FieldValue } from './record-change.js';
import { createdIn, meantIn, said, saying, type ToSaid, wrong } from './saying.js';
import { countOf, decimalOf, recordIdOf, timeOf } from './values.js';

const normal: { readonly [F in ProfileField]?: (value: string) => string | undefined } = {
  domain: hostOf,
  employees: (value) => countOf(value)?.toString(),
  annualRevenue: decimalOf,
};

/** Salesforce's own account types, and our own words for the stages. */
const STAGES: Readonly<Record<string, LifecycleStage>> = {
  lead: 'lead',
  prospect: 'prospect',
  onboarding: 'onboarding',
  customer: 'customer',
  customerdirect: 'customer',
  customerchannel: 'customer',
  atrisk: 'at-risk',
  churned: 'churned',
  formercustomer: 'churned',
};

const stageOf = (value: string): LifecycleStage | undefined =>
  lookUp(STAGES, value.toLowerCase().replaceAll(/[ _-]/g, ''));

const profileValue = (field: ProfileField, value: FieldValue): string | null | undefined =>
  value === null || value.trim() === '' ? null : (normal[field] ?? String)(value);

const profileSaid = (context: ChangeContext, account: ReturnType<typeof registration>): ReadonlyArray<Said> => {
  const changes: { [F in ProfileField]?: string | null } = {};
  const refused: Array<Said> = [];
  const meant = meantIn(context, 'Account');
  for (const field of profileFields) {
    const given = meant.get(field);
    if (given === undefined) continue;
    const value = profileValue(field, given.value);
    if (value === undefined) refused.push(wrong(given.field, 'a number'));
    else changes[field] = value;
  }
  if (Object.keys(changes).length === 0) return refused;
  const data = { accountId: account.accountId, occurredAt: context.change.at, changes: changes as Profile };
  const command = saying(context, 'profile', { type: 'ChangeAccountProfile', data }, JSON.stringify(changes));
  return [said(command), ...refused];
};

const stageSaid = (context: ChangeContext, { accountId }: ReturnType<typeof registration>): ReadonlyArray<Said> => {
  const given = meantIn(context, 'Account').get('stage')?.value ?? '';
  if (given === '') return [];
  const stage = stageOf(given);
  if (stage === undefined) return [notUnderstood(`stage of Account ${given}`)];
  const data = { accountId, occurredAt: context.change.at, stage };
  return [said(saying(context, 'stage', { type: 'ChangeLifecycleStage', data }, stage))];
};

const seatsSaid = (context: ChangeContext, { accountId }: ReturnType<typeof registration>): ReadonlyArray<Said> => {
  const given = meantIn(context, 'Account').get('seats');
  if (given === undefined || given.value === null) return [];
  const seats = countOf(given.value);
  if (seats === undefined) return [wrong(given.field, 'a whole number of at least 0')];
  const data = { accountId, occurredAt: context.change.at, seats };
  return [said(saying(context, 'seats', { type: 'ChangeSeats', data }, String(seats)))];
};

/** Merged accounts are deleted, with the one that took their place as their master. */
const mergedSaid = (context: ChangeContext, accountId: AccountId): ReadonlyArray<SourcedCommand> => {
  const master = recordIdOf(context.change.fields.get('MasterRecordId') ?? '');
  if (master === undefined) return [];
  const into = accountIdOf(refIn(context.connection, master));
  const data = { accountId, occurredAt: context.change.at, into };
  const winner = registration(refIn(context.connection, master), context.change.at, `Account/${master}`);
  return [winner, saying(context, 'merged', { type: 'MergeAccount', data }, into)];
};

export const accountSaid: ToSaid = (context) => {
  const { connection, change } = context;
  const since = createdIn(context, timeOf) ?? change.at;
  const account = registration(refIn(connection, change.id), since, `Account/${change.id}`);
  if (change.is === 'deleted') {
    const gone = presence('RemoveAccountRecord', refIn(connection, change.id), change.at, `Account/${change.id}`);
    return [said(account, gone, ...mergedSaid(context, account.accountId))];
  }
  return [
    said(account),
    ...profileSaid(context, account),
    ...stageSaid(context, account),
    ...seatsSaid(context, account),
    ...accountTerm(context, account.accountId),
  ];
};
