import type { Column, Table } from '../table.js';

const text = (name: string): Column => ({ name, type: 'text' });
const state: Column = { name: 'state', type: 'jsonb' };

/** What lists of predictions are narrowed and ordered by, of every account. */
export const predictedAccounts: Table = {
  name: 'predicted_accounts',
  key: [text('account_id')],
  state: [state],
  derived: [
    ...['name', 'segment', 'owner', 'merged_into', 'removed_at', 'search'].map(text),
    { name: 'arr_days', type: 'text[]' },
    { name: 'arr_amounts', type: 'numeric[]' },
    { name: 'arr_currencies', type: 'text[]' },
    text('band'),
    { name: 'score', type: 'double precision' },
  ],
};

const horizons: ReadonlyArray<Column> = [
  { name: 'days', type: 'double precision[]' },
  { name: 'chances', type: 'double precision[]' },
  /** The revenue to be expected of each horizon, where the prediction is of revenue. */
  { name: 'amounts', type: 'double precision[]' },
  text('currency'),
];

/** The latest prediction of each kind. */
export const predictions: Table = {
  name: 'predictions',
  key: [text('account_id'), text('kind')],
  state: [state],
  derived: [text('day'), ...horizons],
  indexes: [['kind']],
};

/** What was predicted on each day, in a few numbers. */
export const predictionDays: Table = {
  name: 'prediction_days',
  key: [text('account_id'), text('kind'), text('day')],
  state: [state],
  derived: [],
};
