import * as t from 'io-ts';

type Brand<B extends string> = string & { readonly [K in B]: true };
const id = <B extends string>(name: B) =>
  new t.Type<Brand<B>, string, unknown>(
    name,
    (u): u is Brand<B> => typeof u === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/.test(u),
    (u, context) =>
      typeof u === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/.test(u)
        ? t.success(u as Brand<B>)
        : t.failure(u, context, 'must be 1 to 128 letters, digits or _.:-'),
    (a) => a,
  );

/** A customer. Derived from the first external reference it was seen under, so every source agrees on it. */
export const AccountId = id('AccountId');
export type AccountId = t.TypeOf<typeof AccountId>;

export const StakeholderId = id('StakeholderId');
export type StakeholderId = t.TypeOf<typeof StakeholderId>;

export const OpportunityId = id('OpportunityId');
export type OpportunityId = t.TypeOf<typeof OpportunityId>;

export const CaseId = id('CaseId');
export type CaseId = t.TypeOf<typeof CaseId>;

/** What a product analytics tool calls a group of people. */
export const CohortId = id('CohortId');
export type CohortId = t.TypeOf<typeof CohortId>;

export const ContractId = id('ContractId');
export type ContractId = t.TypeOf<typeof ContractId>;

export const AnomalyId = id('AnomalyId');
export type AnomalyId = t.TypeOf<typeof AnomalyId>;

export const AlertRuleId = id('AlertRuleId');
export type AlertRuleId = t.TypeOf<typeof AlertRuleId>;

/** What stands before the first `:` names the alerts of one rule and account, which share a stream. */
export const AlertId = id('AlertId');
export type AlertId = t.TypeOf<typeof AlertId>;

/** A person whose data we hold. Random, never derived from the person. */
export const DataSubjectId = id('DataSubjectId');
export type DataSubjectId = t.TypeOf<typeof DataSubjectId>;

/** Where a record lives in a vendor's system: the source, the connection it came through, and the vendor's own id. */
export const ExternalRef = t.strict({ source: t.string, connection: t.string, id: t.string }, 'ExternalRef');
export type ExternalRef = t.TypeOf<typeof ExternalRef>;
