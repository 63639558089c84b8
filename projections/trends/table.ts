import { rollupTable } from '../rollup.js';
import type { Table } from '../table.js';
import { offDayTable } from '../two-clocks/off-day.js';
import type { BookAttribute } from './answers.js';

/** One row an account, metric, feature (`''` for none) and month; a slot is a day of the month. The whole book has rows as if it were accounts. */
export const trends: Table = rollupTable(
  'trends',
  ['account_id', 'metric', 'month', 'feature'].map((name) => ({ name, type: 'text' })),
);

export const trendsOffDay: Table = offDayTable(trends);

const stateOf = (name: string, key: ReadonlyArray<string>): Table => ({
  name,
  key: key.map((column) => ({ name: column, type: 'text' as const })),
  state: [{ name: 'state', type: 'jsonb' }],
  derived: [],
});

/** What is folded to know what counts for whom on which day. */
export const trendCases = stateOf('trend_cases', ['case_id']);
export const trendStakeholders = stateOf('trend_stakeholders', ['stakeholder_id']);
export const trendOpportunities = stateOf('trend_opportunities', ['opportunity_id']);
export const trendSeats = stateOf('trend_seats', ['account_id']);
export const trendHealth = stateOf('trend_health', ['account_id', 'month']);
export const trendAdoptions = stateOf('trend_adoptions', ['account_id']);

export const bookAttributes = ['segment', 'industry', 'plan', 'region'] as const satisfies ReadonlyArray<BookAttribute>;

/** What books are told apart by. */
export const trendAccounts: Table = {
  ...stateOf('trend_accounts', ['account_id']),
  derived: [{ name: 'merged_into', type: 'text' }, ...bookAttributes.map((name) => ({ name, type: 'text' as const }))],
  indexes: [['merged_into']],
};
