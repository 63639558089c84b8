import type { LifecycleStage, ProfileField } from '../../domain/account/events.js';
import { lookUp } from '../../domain/keyed.js';
import { invalid, notUnderstood, type Said } from '../translation.js';
import { presence, refIn } from '../vendor-ids.js';
import { companyIn, type ElementContext, sayingOf } from './subject.js';
import { countOf } from './values.js';

const PROFILE_FIELDS: Readonly<Record<string, ProfileField>> = {
  name: 'name',
  domain: 'domain',
  industry: 'industry',
  plan: 'plan',
  region: 'region',
  segment: 'segment',
  numberofemployees: 'employees',
  annualrevenue: 'annualRevenue',
  hubspot_owner_id: 'owner',
};

const STAGES: Readonly<Record<string, LifecycleStage>> = {
  subscriber: 'lead',
  lead: 'lead',
  marketingqualifiedlead: 'lead',
  salesqualifiedlead: 'prospect',
  opportunity: 'prospect',
  onboarding: 'onboarding',
  customer: 'customer',
  evangelist: 'customer',
  atrisk: 'at-risk',
  churned: 'churned',
  formercustomer: 'churned',
};

export const companyProperty = (context: ElementContext, companyId: string, name: string, value: string): Said => {
  const company = companyIn(context, companyId);
  const account = { accountId: company.accountId, occurredAt: context.at };
  const field = lookUp(PROFILE_FIELDS, name);
  if (field !== undefined) {
    const changes = { [field]: value.trim() === '' ? null : value };
    return sayingOf(context, company, { type: 'ChangeAccountProfile', data: { ...account, changes } });
  }
  if (name === 'lifecyclestage') {
    const stage = lookUp(STAGES, value.toLowerCase().replaceAll(/[ _-]/g, ''));
    if (value === '') return sayingOf(context, company);
    if (stage === undefined) return notUnderstood(`lifecyclestage ${value}`, [company]);
    return sayingOf(context, company, { type: 'ChangeLifecycleStage', data: { ...account, stage } });
  }
  if (name === 'seats') {
    if (value === '') return sayingOf(context, company);
    const seats = countOf(value);
    if (seats === undefined) return invalid('/propertyValue', 'seats must be a whole number of at least 0');
    return sayingOf(context, company, { type: 'ChangeSeats', data: { ...account, seats } });
  }
  return notUnderstood(`property company.${name}`, [company]);
};

export const companyCreated = (context: ElementContext, companyId: string): Said =>
  sayingOf(context, companyIn(context, companyId));

const presenceSaid =
  (type: 'RemoveAccountRecord' | 'RestoreAccountRecord') =>
  (context: ElementContext, companyId: string): Said => {
    const { connection, at, record } = context;
    const said = presence(type, refIn(connection, companyId), at, record);
    return { _tag: 'Commands', commands: [companyIn(context, companyId), said] };
  };

export const companyDeleted = presenceSaid('RemoveAccountRecord');
export const companyRestored = presenceSaid('RestoreAccountRecord');

/** The others turn out to be the company that is kept, and their records are no longer there. */
export const companiesMerged = (context: ElementContext, keptId: string, others: ReadonlyArray<string>): Said => {
  const into = companyIn(context, keptId);
  const merges = others.flatMap((id) => {
    const { accountId, ...registered } = companyIn(context, id);
    const data = { accountId, occurredAt: context.at, into: into.accountId };
    const command = { type: 'MergeAccount', data } as const;
    const gone = presence('RemoveAccountRecord', refIn(context.connection, id), context.at, context.record);
    return [registered, { command, fact: [...context.fact, id], record: context.record }, gone];
  });
  return { _tag: 'Commands', commands: [into, ...merges] };
};
