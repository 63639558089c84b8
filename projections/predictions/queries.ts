import type { Knex } from 'knex';
import type { AccountId } from '../../domain/ids.js';
import type { Dated } from '../../domain/latest.js';
import type { PredictionEvent } from '../../domain/prediction/events.js';
import { dayOf, timestampOf } from '../../domain/primitives.js';
import { ownProgress, readFreshness } from '../freshness.js';
import { rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { type Table, versionedName } from '../table.js';
import { together } from '../together.js';
import type { ListedKind, ListedPrediction, PredictionQueries } from './answers.js';
import { type PredictedDay, predictionsProjection } from './evolve.js';
import type { PredictionKind, PredictionOfKind } from './kinds.js';
import { listSql } from './list-sql.js';
import { predictedAccounts, predictionDays, predictions } from './table.js';

export type {
  ListedKind,
  ListedPrediction,
  PredictionDay,
  PredictionOrder,
  PredictionPlace,
  PredictionQueries,
} from './answers.js';
export { laterPrediction, type PredictionKind, type PredictionOfKind, predictionIn } from './kinds.js';

/** What holds a prediction of a kind. */
type Held<K extends PredictionKind> = { readonly state: { readonly data: PredictionOfKind[K] } };
type DayRow = { readonly day: string; readonly state: Dated<PredictedDay> };
type ListedRow<K extends ListedKind> = Omit<ListedPrediction<K>, 'prediction'> & Held<K>;

type SaidRow = { readonly account_id: AccountId; readonly kind: PredictionKind; readonly state: PredictionEvent };

/** Of which day, by which version and from which facts what is shown of accounts was said. */
export const makeSaidPredictions = (db: Knex, { schema = 'read' }: Pick<Options, 'schema'> = {}) => {
  const table = `${schema}.${versionedName(predictions, predictionsProjection.version)}`;
  return async (accountIds: ReadonlyArray<AccountId>) => {
    const rows: ReadonlyArray<SaidRow> = await db(table)
      .whereIn('account_id', [...accountIds])
      .select('account_id', 'kind', 'state');
    return rows.map(({ account_id: accountId, kind: model, state: { data } }) => {
      const { day, modelVersion, featureDigest } = data;
      return { accountId, model, day, modelVersion, featureDigest };
    });
  };
};

type Options = { readonly schema?: string; readonly now?: () => Date; readonly progress?: ReadProgress };

/** An account that turned out to be another one has no predictions of its own: ask for the root of its group. `now` says on which day contracts run. */
export const makePredictionQueries = (
  db: Knex,
  { schema = 'read', now = () => new Date(), progress = ownProgress(db, schema) }: Options = {},
): PredictionQueries => {
  const nameOf = (one: Table): string => `${schema}.${versionedName(one, predictionsProjection.version)}`;
  const tables = { accounts: nameOf(predictedAccounts), predictions: nameOf(predictions) };
  const freshness = () => readFreshness(progress, predictionsProjection);
  const roots = together(async (): Promise<ReadonlyMap<string, string>> => {
    const merged = await db(tables.accounts).whereNotNull('merged_into').select('account_id', 'merged_into');
    return rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
  });
  return {
    latest: async <K extends PredictionKind>(accountId: string, kind: K) => {
      const fresh = await freshness();
      const row: Held<K> | undefined = await db(tables.predictions)
        .where({ account_id: accountId, kind })
        .first('state');
      return { prediction: row?.state.data, freshness: fresh };
    },
    days: async (accountId, kind, { from, to }) => {
      const rows: ReadonlyArray<DayRow> = await db(nameOf(predictionDays))
        .where({ account_id: accountId, kind })
        .where('day', '>=', from)
        .where('day', '<', to)
        .orderBy('day')
        .select('day', 'state');
      return rows.map(({ day, state: { value } }) => ({ day, ...value }));
    },
    list: async <K extends ListedKind>(
      kind: K,
      filter: Parameters<PredictionQueries['list']>[1],
      page: Parameters<PredictionQueries['list']>[2],
    ) => {
      const fresh = await freshness();
      const sql = listSql(tables, kind, await roots(), filter, { ...page, today: dayOf(timestampOf(now())) });
      const values = sql.bindings.map((binding) => (typeof binding === 'object' ? [...binding] : binding));
      const { rows } = await db.raw<{ rows: ReadonlyArray<ListedRow<K>> }>(sql.text, values);
      const items = rows.map(({ name, segment, owner, band, score, arr, currency, chance, value, state }) => ({
        ...{ name, segment, owner, band, score, arr, currency, chance, value },
        prediction: state.data,
      }));
      return { items, freshness: fresh };
    },
  };
};
