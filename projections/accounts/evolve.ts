import type { Projection } from '../projection.js';
import { activity, latestHealth, usageStreams } from './activity.js';
import { countsRollup } from './counts.js';
import { cases, opportunities, stakeholders } from './linked.js';
import { profiles } from './profile.js';
import { accountActivity, accountCounts, accountHealth, accounts } from './table.js';

const shown = new Set([accounts, accountActivity, accountHealth, accountCounts].map(({ name }) => name));

/** Which accounts there are, and what is known of each. */
export const accountsProjection: Projection = {
  name: 'accounts',
  version: 2,
  folds: [profiles, activity, latestHealth, usageStreams, cases, stakeholders, opportunities],
  rollup: countsRollup,
  intendedDifferences: [
    { table: accounts.name, columns: ['state'], why: 'of each record it is kept whether its vendor deleted it' },
  ],
  noticeKey: (table, [accountId]) => (shown.has(table) ? accountId : undefined),
};
