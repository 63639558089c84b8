import type { Knex } from 'knex';
import { chunksOf } from '../../application/chunks-of.js';
import type { FeatureStatistics, OfflineFeatures, ParityNote } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { ensureTables, type Tables } from './ensure-tables.js';
import { featureRowOf, type StoredRow, toRecords } from './feature-rows.js';

const tables: Tables = {
  schema: 'features',
  lock: 'feature tables',
  statements: `
    create table if not exists features.rows (
      set text not null,
      account_id text not null,
      day date not null,
      values jsonb not null,
      digest text not null,
      commit_position bigint not null,
      prepare_position bigint not null,
      primary key (set, account_id, day)
    );
    create index if not exists rows_of_day on features.rows (set, day);
    create table if not exists features.statistics (
      set text not null,
      place integer not null,
      statistics jsonb not null,
      primary key (set, place)
    );
    create table if not exists features.parity (set text primary key, at timestamptz not null, note jsonb not null);
  `,
};

export const ensureFeatureTables = (knex: Knex): Promise<void> => ensureTables(knex, tables);

const ROWS_AT_ONCE = 2_000;

const putSql = `
  insert into features.rows as held (set, account_id, day, values, digest, commit_position, prepare_position)
  select ?, r.* from json_to_recordset(?::json) as r(account_id text, day date, values jsonb, digest text,
    commit_position bigint, prepare_position bigint)
  on conflict (set, account_id, day) do update set
    values = excluded.values, digest = excluded.digest,
    commit_position = excluded.commit_position, prepare_position = excluded.prepare_position
  where (excluded.commit_position, excluded.prepare_position) >= (held.commit_position, held.prepare_position)`;

/** Needs `ensureFeatureTables`. */
export const makeOfflineFeatures = (knex: Knex): OfflineFeatures => {
  const select = async (sql: string, bindings: ReadonlyArray<string | ReadonlyArray<string>>) => {
    const values = bindings.map((binding) => (typeof binding === 'string' ? binding : [...binding]));
    const { rows } = await knex.raw<{ rows: ReadonlyArray<StoredRow> }>(sql, values);
    return rows.map(featureRowOf);
  };
  return {
    put: async (set, rows) => {
      for (const some of chunksOf(rows, ROWS_AT_ONCE)) await knex.raw(putSql, [set, toRecords(some)]);
    },
    rows: (set, accountIds, days) =>
      select(
        `select * from features.rows where set = ? and account_id = any(?) and day = any(?::date[])
         order by account_id, day`,
        [set, accountIds, days],
      ),
    latest: (set, accountIds) =>
      accountIds === undefined
        ? select(`select distinct on (account_id) * from features.rows where set = ? order by account_id, day desc`, [
            set,
          ])
        : select(
            `select distinct on (account_id) * from features.rows where set = ? and account_id = any(?)
             order by account_id, day desc`,
            [set, accountIds],
          ),
    keptDays: async (set, accountIds, since) => {
      const { rows } = await knex.raw<{
        rows: ReadonlyArray<{ account_id: AccountId; days: ReadonlyArray<CalendarDate> }>;
      }>(
        `select account_id, array_agg(day::text order by day) as days from features.rows
         where set = ? and account_id = any(?) and day >= ? group by account_id`,
        [set, [...accountIds], since],
      );
      return new Map(rows.map(({ account_id, days }) => [account_id, days]));
    },
    forget: async (set, accountIds) => {
      if (accountIds.length === 0) return;
      await knex.raw('delete from features.rows where set = ? and account_id = any(?)', [set, [...accountIds]]);
    },
    thin: async (set, before) => {
      await knex.raw('delete from features.rows where set = ? and day < ? and extract(day from day) <> 1', [
        set,
        before,
      ]);
    },
    keepStatistics: (set, statistics) =>
      knex.transaction(async (trx) => {
        await trx.raw('delete from features.statistics where set = ?', [set]);
        await trx.raw(
          `insert into features.statistics (set, place, statistics)
           select ?, place, one from json_array_elements(?::json) with ordinality as s(one, place)`,
          [set, JSON.stringify(statistics)],
        );
      }),
    statistics: async (set) => {
      const { rows } = await knex.raw<{ rows: ReadonlyArray<{ readonly statistics: FeatureStatistics }> }>(
        'select statistics from features.statistics where set = ? order by place',
        [set],
      );
      return rows.map(({ statistics }) => statistics);
    },
    noteParity: async (set, { at, ...note }) => {
      await knex.raw(
        `insert into features.parity (set, at, note) values (?, ?, ?)
         on conflict (set) do update set at = excluded.at, note = excluded.note`,
        [set, at, JSON.stringify(note)],
      );
    },
    parity: async (set) => {
      const { rows } = await knex.raw<{
        rows: ReadonlyArray<{ readonly at: Date; readonly note: Omit<ParityNote, 'at'> }>;
      }>('select at, note from features.parity where set = ?', [set]);
      return rows.map(({ at, note }) => ({ at, ...note }))[0];
    },
  };
};
