import type { Table } from '../table.js';

/** One row a stream: the facts of it that features are told from, each with both of its times. */
export const featureFacts: Table = {
  name: 'feature_facts',
  key: [{ name: 'stream_name', type: 'text' }],
  state: [{ name: 'facts', type: 'jsonb' }],
  derived: [
    { name: 'account_id', type: 'text' },
    { name: 'merged_into', type: 'text' },
  ],
  indexes: [['account_id'], ['merged_into']],
};
