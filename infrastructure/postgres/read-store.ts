import type { Knex } from 'knex';
import type { Generation } from '../../projections/generation.js';
import type { ParkedStream } from '../../projections/parked-stream.js';
import type { Projection } from '../../projections/projection.js';
import type { PartitionCheckpoint, ReadStore, StoredRow } from '../../projections/read-store.js';
import { keyText, type RowKey, type Table } from '../../projections/table.js';
import { claimPartitions, leavePartitions } from './leases.js';
import { prepareTables, qualified, quoted } from './read-store-tables.js';
import { arrays, commitWrites, moveCheckpoints, names, source } from './read-store-writes.js';
import { storeErrors } from './unavailable.js';

type CheckpointRow = {
  readonly partition: number;
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly recorded_at: Date | null;
  readonly caught_up: boolean;
};

type ParkedRow = {
  readonly partitions: ReadonlyArray<number>;
  readonly stream_name: string;
  readonly revision: bigint;
  readonly commit_position: bigint;
  readonly prepare_position: bigint;
  readonly event_id: string;
  readonly event_type: string;
  readonly reason: string;
};

const checkpointsOf = async (db: Knex, schema: string, name: string): Promise<ReadonlyArray<PartitionCheckpoint>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<CheckpointRow> }>(
    `select partition, commit_position, prepare_position, recorded_at, caught_up
     from ${quoted(schema)}.checkpoints where name = ? order by partition`,
    [name],
  );
  return rows.map(({ partition, commit_position: commit, prepare_position: prepare, recorded_at, caught_up }) => ({
    partition,
    position: commit === null || prepare === null ? undefined : { commit, prepare },
    recordedAt: recorded_at ?? undefined,
    caughtUp: caught_up,
  }));
};

const parkedOf = async (db: Knex, schema: string, name: string): Promise<ReadonlyArray<ParkedStream>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<ParkedRow> }>(
    `select stream_name, revision, commit_position, prepare_position, event_id, event_type, reason,
       array_agg(partition order by partition) as partitions
     from ${quoted(schema)}.parked where name = ? group by 1, 2, 3, 4, 5, 6, 7 order by commit_position`,
    [name],
  );
  return rows.map((row) => ({
    streamName: row.stream_name,
    partitions: row.partitions,
    revision: row.revision,
    position: { commit: row.commit_position, prepare: row.prepare_position },
    eventId: row.event_id,
    eventType: row.event_type,
    reason: row.reason,
  }));
};

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
  load: (generation, table, keys) => storeErrors(() => loadRows(db, qualified(schema, generation, table), table, keys)),
  commit: (generation, advance, writes) =>
    storeErrors(async () => ((await commitWrites(db, schema, generation, advance, writes)) ? 'committed' : 'lost')),
  advance: (advance) => storeErrors(async () => ((await moveCheckpoints(db, schema, advance)) ? 'committed' : 'lost')),
});
