import type { Knex } from 'knex';
import { type AnomalyState, initialAnomaly } from '../../domain/anomaly/state.js';
import { ownProgress, readFreshness } from '../freshness.js';
import type { ReadProgress } from '../progress.js';
import { versionedName } from '../table.js';
import { type AnomalyQueries, anomalyOf } from './answers.js';
import { anomaliesProjection } from './evolve.js';
import { anomalies as table } from './table.js';

export type { Anomaly, AnomalyPlace, AnomalyQueries } from './answers.js';

type Row = { readonly state: Partial<AnomalyState> };

const shown = ({ state }: Row) => anomalyOf({ ...initialAnomaly, ...state });

export const makeAnomalyQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): AnomalyQueries => {
  const name = `${schema}.${versionedName(table, anomaliesProjection.version)}`;
  const freshness = () => readFreshness(progress, anomaliesProjection);
  return {
    list: async ({ accountIds, statuses, metrics, from, to }, { limit, after }) => {
      const fresh = await freshness();
      const query = db(name).whereNotNull('day').orderBy('day', 'desc').orderBy('anomaly_id').limit(limit);
      if (accountIds !== undefined) query.whereRaw('account_id = any(?)', [[...accountIds]]);
      if (statuses !== undefined) query.whereIn('status', [...statuses]);
      if (metrics !== undefined) query.whereIn('metric', [...metrics]);
      if (from !== undefined) query.where('day', '>=', from);
      if (to !== undefined) query.where('day', '<', to);
      if (after !== undefined) {
        query.whereRaw('(day < ? or (day = ? and anomaly_id > ?))', [after.day, after.day, after.anomalyId]);
      }
      const rows: ReadonlyArray<Row> = await query.select('state');
      return { items: rows.flatMap(shown), freshness: fresh };
    },
    find: async (anomalyId) => {
      const fresh = await freshness();
      const rows: ReadonlyArray<Row> = await db(name).where('anomaly_id', anomalyId).select('state');
      return { anomaly: rows.flatMap(shown)[0], freshness: fresh };
    },
  };
};
