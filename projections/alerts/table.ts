import type { Column, Table } from '../table.js';

const text = (name: string): Column => ({ name, type: 'text' });
const state: Column = { name: 'state', type: 'jsonb' };

/** One row an alert. */
export const alerts: Table = {
  name: 'alerts',
  key: [text('alert_id')],
  state: [state],
  derived: [
    ...['rule_id', 'account_id', 'status', 'opened_at'].map(text),
    /** There is nothing to do for it before, and nothing at all where this is null. */
    text('due_at'),
    /** It is about a condition that has not ended yet. */
    { name: 'holds', type: 'boolean' },
  ],
  indexes: [['account_id'], ['opened_at'], ['due_at']],
};

/** One row a rule, as it was saved last. */
export const alertRules: Table = {
  name: 'alert_rules',
  key: [text('rule_id')],
  state: [state],
  derived: [text('name')],
};
