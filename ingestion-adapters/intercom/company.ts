import { accountIdOf } from '../../application/identity.js';
import type { Timestamp } from '../../domain/primitives.js';
import { saying } from '../saying.js';
import { invalid, type Said, type SourcedCommand } from '../translation.js';
import { accountRefIn, presence, refIn, registration } from '../vendor-ids.js';
import type { Company } from './payload.js';
import { companyIn, type RecordContext } from './subject.js';

const hostOf = (website: string): string => website.replace(/^[a-z]+:\/\//i, '').replace(/^www\.|[/?#].*$/gi, '');

const profileOf = ({ name, website, industry, size, plan }: Company): Readonly<Record<string, string>> => {
  const said = {
    name,
    domain: website === undefined ? undefined : hostOf(website),
    industry,
    plan: typeof plan === 'object' ? plan.name : plan,
    employees: size === undefined ? undefined : String(size),
  };
  return Object.fromEntries(Object.entries(said).flatMap(([field, value]) => (value ? [[field, value]] : [])));
};

export const companyDeleted = (id: string, context: RecordContext, at: Timestamp): Said => {
  const gone = presence('RemoveAccountRecord', refIn(context.connection, id), at, `company/${id}`);
  return { _tag: 'Commands', commands: [companyIn(context, id, at), gone] };
};

/** A company's `company_id` is the customer's own id of the account, where the connection says whose ids those are. */
export const companySaid = (company: Company, context: RecordContext): Said => {
  const { id, company_id } = company;
  const at = company.updated_at ?? context.sentAt;
  if (at === undefined) return invalid('/updated_at', 'is required');
  const record = `company/${id}`;
  const account = companyIn(context, id, at);
  const data = { accountId: account.accountId, occurredAt: at };
  const changes = profileOf(company);
  const profile: ReadonlyArray<SourcedCommand> =
    Object.keys(changes).length === 0
      ? []
      : [
          saying(
            context,
            record,
            { type: 'ChangeAccountProfile', data: { ...data, changes } },
            JSON.stringify(Object.entries(changes)),
          ),
        ];
  const { accountIdsAre } = context.connection.settings;
  if (company_id === undefined || accountIdsAre === undefined) {
    return { _tag: 'Commands', commands: [account, ...profile] };
  }
  const ref = accountRefIn(context.connection, company_id);
  const into = accountIdOf(ref);
  const merged =
    into === account.accountId
      ? []
      : [saying(context, record, { type: 'MergeAccount', data: { ...data, into } }, into)];
  return { _tag: 'Commands', commands: [account, ...profile, registration(ref, at, record), ...merged] };
};
