import type { Knex } from 'knex';
import type { ModelName } from '../../domain/prediction-model/names.js';
import { initialModel, type ModelState } from '../../domain/prediction-model/state.js';
import { ownProgress, readFreshness } from '../freshness.js';
import type { ReadProgress } from '../progress.js';
import { versionedName } from '../table.js';
import { type ModelQueries, modelShown } from './answers.js';
import { modelsProjection } from './evolve.js';
import { models as table } from './table.js';

export type { ModelQueries, ModelShown } from './answers.js';
export { modelShown } from './answers.js';

type Row = { readonly model: ModelName; readonly state: Partial<ModelState> };

const stateOf = ({ state }: Row): ModelState => ({ ...initialModel, ...state });

export const makeModelQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): ModelQueries => {
  const name = `${schema}.${versionedName(table, modelsProjection.version)}`;
  const freshness = () => readFreshness(progress, modelsProjection);
  return {
    list: async () => {
      const fresh = await freshness();
      const rows: ReadonlyArray<Row> = await db(name).orderBy('model').select('model', 'state');
      return { items: rows.map((row) => modelShown(row.model, stateOf(row))), freshness: fresh };
    },
    find: async (model, at) => {
      const fresh = await freshness();
      const row: Row | undefined = await db(name).where('model', model).first('model', 'state');
      return { model: row && modelShown(model, stateOf(row), at), freshness: fresh };
    },
  };
};
