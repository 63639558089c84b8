import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import type * as accounts from '../../projections/accounts/queries.js';
import { Freshness } from './freshness.js';
import { day, decimal, instant, integer } from './texts.js';

const text = nullable(t.string);

const summary = {
  accountId: t.string,
  name: text,
  domain: text,
  industry: text,
  plan: text,
  region: text,
  segment: text,
  lifecycleStage: text,
  arr: nullable(decimal),
  currency: text,
  renewsOn: nullable(day),
  seats: nullable(integer),
  openCases: integer,
  lastActivityAt: nullable(instant),
  healthScore: nullable(t.number),
  healthBand: text,
  removedAt: nullable(instant),
};

const Contract: t.Type<accounts.Contract> = t.strict(
  {
    contractId: t.string,
    arr: decimal,
    currency: t.string,
    startsOn: day,
    endsOn: day,
    cancelledOn: nullable(day),
  },
  'Contract',
);

const Ref = t.strict(
  { source: t.string, connection: t.string, id: t.string, removedAt: nullable(instant) },
  'ExternalRef',
);

const Cohort: t.Type<accounts.Cohort> = t.strict(
  { source: t.string, connection: t.string, id: t.string, name: text, members: integer },
  'Cohort',
);

const Mean: t.Type<accounts.Mean> = t.strict({ mean: nullable(t.number), count: integer }, 'Mean');

const SupportFigures: t.Type<accounts.SupportFigures> = t.strict(
  { slaBreaches: integer, firstReplyMinutes: Mean, resolutionMinutes: Mean, csat: Mean, ces: Mean, nps: Mean },
  'SupportFigures',
);

const detail = {
  ...summary,
  employees: text,
  annualRevenue: text,
  owner: text,
  refs: t.readonlyArray(Ref),
  contracts: t.readonlyArray(Contract),
  stakeholders: t.strict({ active: integer, champions: integer, left: integer }, 'StakeholderCounts'),
  support: SupportFigures,
  opportunities: t.strict({ open: integer, won: integer, lost: integer }, 'OpportunityCounts'),
  cohorts: t.readonlyArray(Cohort),
  mergedFrom: t.readonlyArray(t.string),
};

export const AccountSummary: t.Type<accounts.AccountSummary> = t.strict(summary, 'AccountSummary');

export const AccountPage: t.Type<accounts.Page<accounts.AccountSummary>> = t.strict(
  { items: t.readonlyArray(AccountSummary), nextCursor: text, freshness: Freshness },
  'AccountPage',
);

export type Account = accounts.AccountDetail & { readonly freshness: Freshness };
export const Account: t.Type<Account> = t.strict({ ...detail, freshness: Freshness }, 'Account');
