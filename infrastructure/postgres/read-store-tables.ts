import type { Knex } from 'knex';
import {
  type Generation,
  type GenerationId,
  generationName,
  generationTable,
  tablesOf,
} from '../../projections/generation.js';
import type { GenerationState } from '../../projections/generation-store.js';
import type { Projection } from '../../projections/projection.js';
import { type Column, type Table, versionedName } from '../../projections/table.js';
import { takeLock } from './advisory-lock.js';
import { parkingTables } from './parking-tables.js';
import { quoted } from './quoted.js';

/** Until the end of the transaction nobody else makes or drops tables of read models. */
export const lockTables = async (trx: Knex): Promise<void> => {
  await trx.raw(takeLock('read model tables'));
};

export const qualified = (schema: string, generation: GenerationId, table: Pick<Table, 'name'>): string =>
  `${quoted(schema)}.${quoted(generationTable(generation, table))}`;

const columnDefinition = ({ name, type, generated }: Column): string =>
  `${quoted(name)} ${type}${generated === undefined ? '' : ` generated always as (${generated}) stored`}`;

/** Room in each page, so that most updates stay in it and touch no index. */
const createTable = (schema: string, generation: Generation, table: Table): ReadonlyArray<string> => {
  const name = qualified(schema, generation, table);
  const key = table.key.map((column) => quoted(column.name)).join(', ');
  const columns = [
    ...table.key.map((column) => `${columnDefinition(column)} not null`),
    ...[...table.state, ...table.derived].map(columnDefinition),
  ];
  const indexes = (table.indexes ?? []).map((on, i) => {
    const index = quoted(`${generationTable(generation, table)}_${i + 1}`);
    return `create index if not exists ${index} on ${name} (${on.map(quoted).join(', ')})`;
  });
  return [
    `create table if not exists ${name} (${columns.join(', ')}, primary key (${key})) with (fillfactor = 75)`,
    ...indexes,
  ];
};

/** Makes the tables of a generation that are missing. */
const createGeneration = async (trx: Knex, schema: string, generation: Generation): Promise<void> => {
  for (const table of tablesOf(generation.projection)) {
    for (const statement of createTable(schema, generation, table)) await trx.raw(statement);
  }
};

/** Lets queries see the tables of a generation. */
export const showGeneration = async (trx: Knex, schema: string, generation: Generation): Promise<void> => {
  for (const table of tablesOf(generation.projection)) {
    const view = `${quoted(schema)}.${quoted(versionedName(table, generation.projection.version))}`;
    await trx.raw(`create or replace view ${view} as select * from ${qualified(schema, generation, table)}`);
  }
};

const ownTables = (schema: string): ReadonlyArray<string> => {
  const named = (table: string): string => `${quoted(schema)}.${table}`;
  return [
    `create table if not exists ${named('generations')} (
      read_model text not null,
      version integer not null,
      number integer not null,
      state text not null check (state in ('building', 'verifying', 'live', 'retired')),
      tables text[] not null,
      holder text,
      held_at timestamptz,
      made_at timestamptz not null default clock_timestamp(),
      primary key (read_model, version, number)
    )`,
    `create unique index if not exists one_live_generation on ${named('generations')} (read_model, version)
      where state = 'live'`,
    `create table if not exists ${named('projectors')} (
      holder text primary key,
      seen_at timestamptz not null
    )`,
    `create table if not exists ${named('checkpoints')} (
      name text not null,
      partition integer not null,
      commit_position bigint,
      prepare_position bigint,
      recorded_at timestamptz,
      events bigint,
      caught_up boolean not null default false,
      seen_at timestamptz not null default clock_timestamp(),
      holder text,
      primary key (name, partition)
    )`,
    ...parkingTables(schema),
  ];
};

/** Tables of a layout before generations knew their tables say nothing that the log does not say better. */
const dropOldLayout = async (trx: Knex, schema: string): Promise<void> => {
  const { rows } = await trx.raw<{ rows: ReadonlyArray<{ readonly old: boolean }> }>(
    `select count(*) filter (where table_name = 'checkpoints') > 0
       and count(*) filter (where table_name = 'generations' and column_name = 'tables') = 0 as old
     from information_schema.columns where table_schema = ?`,
    [schema],
  );
  if (rows[0]?.old === true) await trx.raw(`drop schema ${quoted(schema)} cascade`);
};

/** Drops its checkpoints, and what was parked. */
export const forgetGeneration = async (trx: Knex, schema: string, generation: GenerationId): Promise<void> => {
  for (const table of ['checkpoints', 'parked'])
    await trx.raw(`delete from ${quoted(schema)}.${table} where name = ?`, [generationName(generation)]);
};

/** Makes the next generation of a version. */
export const addGeneration = async (
  trx: Knex,
  schema: string,
  projection: Projection,
  state: GenerationState,
): Promise<Generation> => {
  const { name, version } = projection;
  const generations = `${quoted(schema)}.generations`;
  const tables = tablesOf(projection).map((table) => table.name);
  const { rows } = await trx.raw<{ rows: ReadonlyArray<{ readonly number: number }> }>(
    `insert into ${generations} (read_model, version, number, state, tables)
     select ?, ?, 1 + coalesce(max(number), 0), ?, ?::text[] from ${generations} where read_model = ? and version = ?
     returning number`,
    [name, version, state, tables, name, version],
  );
  const generation = { projection, number: rows[0]?.number ?? 1 };
  await forgetGeneration(trx, schema, generation);
  await createGeneration(trx, schema, generation);
  return generation;
};

const ensureLive = async (trx: Knex, schema: string, projection: Projection): Promise<void> => {
  const { name, version } = projection;
  const { rows } = await trx.raw<{ rows: ReadonlyArray<unknown> }>(
    `select 1 from ${quoted(schema)}.generations where read_model = ? and version = ? and state = 'live'`,
    [name, version],
  );
  if (rows.length === 0) await showGeneration(trx, schema, await addGeneration(trx, schema, projection, 'live'));
};

/** Makes the schema and whatever is missing in it; many processes may do it at once. */
export const prepareTables = (db: Knex, schema: string, projections: ReadonlyArray<Projection>): Promise<void> =>
  db.transaction(async (trx) => {
    await lockTables(trx);
    await dropOldLayout(trx, schema);
    await trx.raw(`create schema if not exists ${quoted(schema)}`);
    for (const statement of ownTables(schema)) await trx.raw(statement);
    for (const projection of projections) await ensureLive(trx, schema, projection);
  });
