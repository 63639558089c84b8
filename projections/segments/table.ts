import { rollupTable } from '../rollup.js';
import type { Column, Table } from '../table.js';
import { offDayTable } from '../two-clocks/off-day.js';

const text = (name: string): Column => ({ name, type: 'text' });
const state: Column = { name: 'state', type: 'jsonb' };

/** One row a segment, with all of its versions. */
export const segments: Table = { name: 'segments', key: [text('name')], state: [state], derived: [] };

/** Since when an account is known, by whatever fact named it first. */
export const segmentKnown: Table = {
  name: 'segment_known',
  key: [text('account_id')],
  state: [text('since')],
  derived: [],
};

/** What holds of an account as a whole, and from which days on its contracts were worth and ran out when. */
export const segmentAccounts: Table = {
  name: 'segment_accounts',
  key: [text('account_id')],
  state: [state],
  derived: [
    text('merged_into'),
    { name: 'of_crm', type: 'boolean' },
    text('removed_at'),
    { name: 'arr_days', type: 'text[]' },
    { name: 'arr_amounts', type: 'numeric[]' },
    { name: 'arr_currencies', type: 'text[]' },
    { name: 'renewal_days', type: 'text[]' },
    { name: 'renewal_ends', type: 'text[]' },
  ],
  indexes: [['merged_into']],
};

/** One row a value that a field of an account was given, by when. */
export const segmentValues: Table = {
  name: 'segment_values',
  key: [text('account_id'), text('attribute'), text('at')],
  state: [state],
  derived: [text('value')],
};

export const segmentHealth: Table = {
  name: 'segment_health',
  key: [text('account_id'), text('day')],
  state: [state],
  derived: [{ name: 'score', type: 'double precision' }, text('band')],
};

/** The days of a month on which an account was active, each with the one on which the log was told so first. */
export const segmentActivity: Table = {
  name: 'segment_activity',
  key: [text('account_id'), text('month')],
  state: [
    { name: 'days', type: 'text[]' },
    { name: 'told', type: 'text[]' },
  ],
  derived: [],
};

export const segmentCases: Table = { name: 'segment_cases', key: [text('case_id')], state: [state], derived: [] };

/** By how much the number of open cases changed on each day of a month. */
export const segmentOpenCases: Table = rollupTable('segment_open_cases', [text('account_id'), text('month')]);

export const segmentOpenCasesOffDay: Table = offDayTable(segmentOpenCases);

/** How many of an account are in a cohort, from which days on. */
export const segmentCohorts: Table = {
  name: 'segment_cohorts',
  key: [text('cohort_id'), text('account_id')],
  state: [state],
  derived: [text('vendor_id'), text('name'), { name: 'days', type: 'text[]' }, { name: 'members', type: 'numeric[]' }],
  indexes: [['account_id']],
};
