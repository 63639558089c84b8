import type { Table } from '../table.js';

/** One row a model, with all of its versions. */
export const models: Table = {
  name: 'models',
  key: [{ name: 'model', type: 'text' }],
  state: [{ name: 'state', type: 'jsonb' }],
  derived: [],
};
