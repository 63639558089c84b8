import type { Column, Table } from '../table.js';

const text = (name: string): Column => ({ name, type: 'text' });

/** One row an anomaly. */
export const anomalies: Table = {
  name: 'anomalies',
  key: [text('anomaly_id')],
  state: [{ name: 'state', type: 'jsonb' }],
  derived: [
    ...['account_id', 'metric', 'kind', 'day', 'status'].map(text),
    { name: 'severity', type: 'double precision' },
  ],
  indexes: [['account_id'], ['day']],
};
