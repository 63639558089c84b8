import type { Knex } from 'knex';
import { generationNameSql } from '../../projections/generation.js';
import type { ParkedStream } from '../../projections/parking/parked-stream.js';
import { type ParkedEntry, type Parking, readerOf, type SkippedEntry } from '../../projections/parking/parking.js';
import type { SkippedEvent } from '../../projections/parking/skipped-event.js';
import { quoted } from './quoted.js';
import { storeErrors } from './unavailable.js';

type ParkedRow = {
  readonly name: string;
  readonly partitions: ReadonlyArray<number>;
  readonly stream_name: string;
  readonly revision: bigint;
  readonly commit_position: bigint;
  readonly prepare_position: bigint;
  readonly event_id: string;
  readonly event_type: string;
  readonly reason: string;
  readonly parked_at: Date;
  readonly asked: boolean;
};

const parkedStreamOf = (row: ParkedRow): ParkedStream => ({
  streamName: row.stream_name,
  partitions: row.partitions,
  revision: row.revision,
  position: { commit: row.commit_position, prepare: row.prepare_position },
  eventId: row.event_id,
  eventType: row.event_type,
  reason: row.reason,
});

const parkedRows = async (
  db: Knex,
  schema: string,
  where: string,
  bindings: ReadonlyArray<string>,
): Promise<ReadonlyArray<ParkedRow>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<ParkedRow> }>(
    `select name, stream_name, revision, commit_position, prepare_position, event_id, event_type, reason,
       array_agg(partition order by partition) as partitions, min(parked_at) as parked_at,
       bool_or(repair_asked_at is not null) as asked
     from ${quoted(schema)}.parked where ${where}
     group by 1, 2, 3, 4, 5, 6, 7, 8 order by commit_position, name, stream_name`,
    bindings,
  );
  return rows;
};

export const parkedOf = async (db: Knex, schema: string, name: string): Promise<ReadonlyArray<ParkedStream>> =>
  (await parkedRows(db, schema, 'name = ?', [name])).map(parkedStreamOf);

export const repairsAskedOf = async (db: Knex, schema: string, name: string): Promise<ReadonlyArray<ParkedStream>> =>
  (await parkedRows(db, schema, 'name = ? and repair_asked_at is not null', [name])).map(parkedStreamOf);

type SkippedRow = {
  readonly reader: string;
  readonly event_id: string;
  readonly stream_name: string;
  readonly event_type: string;
  readonly partitions: ReadonlyArray<number>;
  readonly reason: string;
  readonly actor: string;
  readonly skipped_at: Date;
};

const skippedRows = async (
  db: Knex,
  schema: string,
  where: string,
  bindings: ReadonlyArray<string>,
): Promise<ReadonlyArray<SkippedRow>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<SkippedRow> }>(
    `select reader, event_id, stream_name, event_type, reason, actor,
       array_agg(partition order by partition) as partitions, min(skipped_at) as skipped_at
     from ${quoted(schema)}.skipped_events where ${where}
     group by 1, 2, 3, 4, 5, 6 order by skipped_at, event_id`,
    bindings,
  );
  return rows;
};

const skippedEventOf = (row: SkippedRow): SkippedEvent => ({
  eventId: row.event_id,
  streamName: row.stream_name,
  eventType: row.event_type,
  partitions: row.partitions,
  reason: row.reason,
  actor: row.actor,
});

export const skippedOf = async (db: Knex, schema: string, reader: string): Promise<ReadonlyArray<SkippedEvent>> =>
  (await skippedRows(db, schema, 'reader = ?', [reader])).map(skippedEventOf);

const entryOf = (row: ParkedRow): ParkedEntry => ({
  ...parkedStreamOf(row),
  reader: readerOf(row.name),
  parkedAt: row.parked_at,
  isRepairAsked: row.asked,
});

const skippedEntryOf = (row: SkippedRow): SkippedEntry => ({
  ...skippedEventOf(row),
  reader: row.reader,
  skippedAt: row.skipped_at,
});

/** What live generations of read models, and reactors, have parked. */
const live = (schema: string): string =>
  `(name like 'reactor:%' or name in (
     select ${generationNameSql('g')} from ${quoted(schema)}.generations g where state = 'live'))`;

/** `reader` is compared as a whole: `_` in a name stands for itself. */
const ofReader = (schema: string): string => `regexp_replace(name, '_v[0-9]+_g[0-9]+$', '') = ? and ${live(schema)}`;

export const makeParking = (db: Knex, schema = 'read'): Parking => ({
  list: () => storeErrors(async () => (await parkedRows(db, schema, live(schema), [])).map(entryOf)),
  skipped: () => storeErrors(async () => (await skippedRows(db, schema, 'true', [])).map(skippedEntryOf)),
  askRepair: (reader, streamName) =>
    storeErrors(async () => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<unknown> }>(
        `update ${quoted(schema)}.parked set repair_asked_at = clock_timestamp()
         where ${ofReader(schema)} and stream_name = ? returning name`,
        [reader, streamName],
      );
      return rows.length > 0;
    }),
  skip: (reader, { eventId, streamName, eventType, revision, reason, actor }) =>
    storeErrors(async () => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<unknown> }>(
        `insert into ${quoted(schema)}.skipped_events as s
           (reader, event_id, partition, stream_name, event_type, reason, actor)
         select ?, ?, partition, stream_name, ?, ?, ? from ${quoted(schema)}.parked
         where ${ofReader(schema)} and stream_name = ? and revision <= ?::bigint
         on conflict (reader, event_id, partition) do update set reader = s.reader returning s.partition`,
        [reader, eventId, eventType, reason, actor, reader, streamName, `${revision}`],
      );
      return rows.length > 0;
    }),
});
