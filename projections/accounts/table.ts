import { rollupTable } from '../rollup.js';
import type { Column, Table } from '../table.js';

const text = (name: string): Column => ({ name, type: 'text' });
const state: Column = { name: 'state', type: 'jsonb' };

/** What sources say about an account itself. */
export const accounts: Table = {
  name: 'accounts',
  key: [text('account_id')],
  state: [state],
  derived: [
    ...['name', 'domain', 'industry', 'plan', 'region', 'segment', 'lifecycle_stage', 'merged_into'].map(text),
    { name: 'of_crm', type: 'boolean' },
    /** When its records were deleted, where none is left that decides. */
    text('removed_at'),
    /** Everything a search looks at, in lower case. */
    text('search'),
    /** The yearly value from each of these days on: amount `null` in mixed currencies, currency `null` at nothing. */
    { name: 'arr_days', type: 'text[]' },
    { name: 'arr_amounts', type: 'numeric[]' },
    { name: 'arr_currencies', type: 'text[]' },
    /** Last days of contracts that nobody cancelled. */
    { name: 'contract_ends', type: 'text[]' },
  ],
  indexes: [['merged_into']],
};

/** Every account that any fact names, with what it was last seen doing. */
export const accountActivity: Table = {
  name: 'account_activity',
  key: [text('account_id')],
  state: [state],
  derived: [text('last_activity_at'), { name: 'seats', type: 'bigint' }],
};

export const accountHealth: Table = {
  name: 'account_health',
  key: [text('account_id')],
  state: [state],
  derived: [{ name: 'score', type: 'double precision' }, text('band')],
};

/** The streams of usage an account has. */
export const accountUsageStreams: Table = {
  name: 'account_usage_streams',
  key: [text('account_id'), text('stream_name')],
  state: [],
  derived: [],
};

const linked = (name: string, key: string): Table => ({
  name,
  key: [text(key)],
  state: [state],
  derived: [text('account_id')],
  indexes: [['account_id']],
});

export const accountCases = linked('account_cases', 'case_id');
export const accountStakeholders = linked('account_stakeholders', 'stakeholder_id');
export const accountOpportunities = linked('account_opportunities', 'opportunity_id');

/** Who of an account is in a cohort. */
export const accountCohorts: Table = {
  name: 'account_cohorts',
  key: [text('cohort_id'), text('account_id')],
  state: [state],
  derived: [text('vendor_id'), text('name'), { name: 'members', type: 'bigint' }],
  indexes: [['account_id']],
};

/** What is counted of the rows tied to an account, in the order of the slots. */
export const counted = [
  'open_cases',
  'active_stakeholders',
  'champions',
  'left_stakeholders',
  'open_opportunities',
  'won_opportunities',
  'lost_opportunities',
  'sla_breaches',
  'first_reply_minutes',
  'resolution_minutes',
  'csat',
  'ces',
  'nps',
] as const;
export type Counted = (typeof counted)[number];

/** Of these there are means: the sums of their slots are what was measured. */
export const measured = [
  'first_reply_minutes',
  'resolution_minutes',
  'csat',
  'ces',
  'nps',
] as const satisfies ReadonlyArray<Counted>;
export type Measured = (typeof measured)[number];

export const accountCounts: Table = rollupTable('account_counts', [text('account_id')], counted);
