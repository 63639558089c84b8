import type { Projection } from '../projection.js';
import { activity, latestHealth, usageStreams } from './activity.js';
import { cohorts } from './cohorts.js';
import { countsRollup } from './counts.js';
import { cases, opportunities, stakeholders } from './linked.js';
import { profiles } from './profile.js';
import {
  accountActivity,
  accountCases,
  accountCohorts,
  accountCounts,
  accountHealth,
  accountStakeholders,
  accounts,
} from './table.js';

const shown = new Set([accounts, accountActivity, accountHealth, accountCounts].map(({ name }) => name));

/** Which accounts there are, and what is known of each. */
export const accountsProjection: Projection = {
  name: 'accounts',
  version: 2,
  folds: [profiles, activity, latestHealth, usageStreams, cases, stakeholders, opportunities, cohorts],
  rollup: countsRollup,
  intendedDifferences: [
    { table: accounts.name, columns: ['state'], why: 'of each record it is kept whether its vendor deleted it' },
    { table: accountCases.name, columns: ['state'], why: 'replies, broken promises and ratings are kept' },
    { table: accountStakeholders.name, why: 'answers to surveys are kept' },
    { table: accountCounts.name, why: 'what was measured of support is added up too' },
  ],
  noticeKey: (table, [id, accountId]) => {
    if (table === accountCohorts.name) return accountId;
    return shown.has(table) ? id : undefined;
  },
};
