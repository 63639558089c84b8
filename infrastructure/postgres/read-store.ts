import type { Knex } from 'knex';
import type { Generation } from '../../projections/generation.js';
import type { Projection } from '../../projections/projection.js';
import type { ReadStore, StoredRow } from '../../projections/read-store.js';
import { keyText, type RowKey, type Table } from '../../projections/table.js';
import { checkpointsOf } from './checkpoints.js';
import { claimPartitions, leavePartitions } from './leases.js';
import { parkedOf, repairsAskedOf, skippedOf } from './parking.js';
import { quoted } from './quoted.js';
import { prepareTables, qualified } from './read-store-tables.js';
import { commitWrites, moveCheckpoints, settleWrites } from './read-store-writes.js';
import { arrays, names, source } from './statement.js';
import { storeErrors } from './unavailable.js';

const liveOf = async (
  db: Knex,
  schema: string,
  projections: ReadonlyArray<Projection>,
): Promise<ReadonlyArray<Generation>> => {
  const { rows } = await db.raw<{
    rows: ReadonlyArray<{ readonly read_model: string; readonly version: number; readonly number: number }>;
  }>(`select read_model, version, number from ${quoted(schema)}.generations where state = 'live'`);
  return projections.flatMap((projection) => {
    const { name, version } = projection;
    const row = rows.find((each) => each.read_model === name && each.version === version);
    return row === undefined ? [] : [{ projection, number: row.number }];
  });
};

const loadRows = async (
  db: Knex,
  name: string,
  table: Table,
  keys: ReadonlyArray<RowKey>,
): Promise<ReadonlyArray<StoredRow>> => {
  const wanted = new Map(keys.map((key) => [keyText(key), key]));
  const { rows } = await db.raw<{ rows: ReadonlyArray<Record<string, unknown>> }>(
    `select ${names([...table.key, ...table.state])} from ${name} where (${names(table.key)}) in (${source(table.key)})`,
    arrays(table.key, [...wanted.values()]),
  );
  return rows.map((row) => ({
    key: table.key.map((column) => String(row[column.name])),
    cells: table.state.map((column) => row[column.name]),
  }));
};

/**
 * Read models in one schema of PostgreSQL. Transactions do not wait for the disk: after a crash of the server, rows and
 * checkpoints are either both there or both not, and the log has what is missing.
 */
export const makeReadStore = (db: Knex, schema = 'read'): ReadStore => ({
  prepare: (projections) => storeErrors(() => prepareTables(db, schema, projections)),
  live: (projections) => storeErrors(() => liveOf(db, schema, projections)),
  claim: (holder, readers) => storeErrors(() => claimPartitions(db, schema, holder, readers)),
  leave: (holder) => storeErrors(() => leavePartitions(db, schema, holder)),
  checkpoints: (name) => storeErrors(() => checkpointsOf(db, schema, name)),
  parked: (name) => storeErrors(() => parkedOf(db, schema, name)),
  repairsAsked: (name) => storeErrors(() => repairsAskedOf(db, schema, name)),
  skipped: (reader) => storeErrors(() => skippedOf(db, schema, reader)),
  load: (generation, table, keys) => storeErrors(() => loadRows(db, qualified(schema, generation, table), table, keys)),
  settle: () => storeErrors(() => settleWrites(db)),
  commit: (generation, advance, writes) =>
    storeErrors(async () => ((await commitWrites(db, schema, generation, advance, writes)) ? 'committed' : 'lost')),
  advance: (advance, parks = {}) =>
    storeErrors(async () => ((await moveCheckpoints(db, schema, advance, parks)) ? 'committed' : 'lost')),
});
