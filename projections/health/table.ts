import type { Table } from '../table.js';

/** One row an account and day: the score that holds for it. */
export const healthDays: Table = {
  name: 'health_days',
  key: [
    { name: 'account_id', type: 'text' },
    { name: 'day', type: 'text' },
  ],
  state: [{ name: 'scored', type: 'jsonb' }],
  derived: [
    { name: 'score', type: 'double precision' },
    { name: 'band', type: 'text' },
  ],
};

/** One row an account: the score of its latest day, and which account it turned out to be. */
export const health: Table = {
  name: 'health',
  key: [{ name: 'account_id', type: 'text' }],
  state: [{ name: 'state', type: 'jsonb' }],
  derived: [
    { name: 'revision', type: 'bigint' },
    { name: 'merged_into', type: 'text' },
    { name: 'day', type: 'text' },
    { name: 'score', type: 'double precision' },
    { name: 'band', type: 'text' },
  ],
  indexes: [['band']],
};
