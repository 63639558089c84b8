import type { Column, Table } from '../table.js';

const text = (name: string): Column => ({ name, type: 'text' });
const state: Column = { name: 'state', type: 'jsonb' };

/** One row an alert. */
export const alerts: Table = {
  name: 'alerts',
  key: [text('alert_id')],
  state: [state],
  /** There is nothing to do for it before `due_at`, and nothing at all where that is null. */
  derived: ['rule_id', 'account_id', 'status', 'opened_at', 'due_at'].map(text),
  indexes: [['account_id'], ['opened_at'], ['due_at']],
};

/** One row a rule, as it was saved last. */
export const alertRules: Table = {
  name: 'alert_rules',
  key: [text('rule_id')],
  state: [state],
  derived: [text('name')],
};
