import type { Knex } from 'knex';
import { isBefore, type Position } from '../application/position.js';
import { type Behind, type CountedPlace, eventsBehind } from './events-behind.js';
import { generationNameSql } from './generation.js';
import { reactorOf } from './reactor.js';

/** How far a projection or a reactor has come: as far as the partition furthest behind. */
export type Progress = {
  /** Under which it keeps its checkpoints. */
  readonly reader: string;
  /** Of the read model, or of the reactor. */
  readonly name: string;
  /** `undefined` for a reactor. */
  readonly version: number | undefined;
  /** `undefined` until every partition has begun. */
  readonly position: Position | undefined;
  /** How many events of our streams lie up to there; `undefined` where they are not counted. */
  readonly events: number | undefined;
  readonly lagSeconds: number;
  /** `undefined` while it is not known. */
  readonly behind: Behind | undefined;
  /** Another one whenever rows may have changed: where each partition stands, in which generation, with what put aside. */
  readonly mark: string;
};

export type ReadProgress = () => Promise<ReadonlyArray<Progress>>;

/** Where the log ends, as far as is known. */
export type LogHead = () => Promise<Position | undefined>;

/** A reader that caught up says so every second; after this silence it is taken to be away. */
const HEARTBEAT_LOST_SECONDS = 5;

type PartitionRow = {
  readonly name: string;
  /** Of a generation that is live. */
  readonly read_model: string | null;
  readonly version: number | null;
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly events: number | null;
  readonly is_current: boolean;
  readonly lag: number;
  readonly made_at: string | null;
  readonly parked: string | null;
};

const partitionsSql = `
  select c.name, g.read_model, g.version, c.commit_position, c.prepare_position, c.events::double precision,
    c.caught_up and c.seen_at > now.at - make_interval(secs => ?) as is_current,
    extract(epoch from now.at - case when c.caught_up then c.seen_at else coalesce(c.recorded_at, c.seen_at) end)
      ::double precision as lag,
    g.made_at::text as made_at, p.parked
  from ??.checkpoints c cross join (select clock_timestamp() as at) now
  left join ??.generations g on g.state = 'live' and c.name = ${generationNameSql('g')}
  left join (
    select name, md5(string_agg(partition || ' ' || stream_name || ' ' || revision, ',' order by partition, stream_name)) as parked
    from ??.parked group by name
  ) p on p.name = c.name
  order by c.name, c.partition`;

const positionOf = ({ commit_position: commit, prepare_position: prepare }: PartitionRow): Position | undefined =>
  commit === null || prepare === null ? undefined : { commit, prepare };

/** How far any reader has counted. */
const furthestOf = (rows: ReadonlyArray<PartitionRow>): CountedPlace | undefined =>
  rows.reduce<CountedPlace | undefined>((furthest, row) => {
    const position = positionOf(row);
    if (position === undefined || row.events === null || !isBefore(furthest?.position, position)) return furthest;
    return { position, events: row.events };
  }, undefined);

const byReader = (rows: ReadonlyArray<PartitionRow>): ReadonlyArray<ReadonlyArray<PartitionRow>> => {
  const readers = new Map<string, Array<PartitionRow>>();
  for (const row of rows) {
    if (row.read_model === null && reactorOf(row.name) === undefined) continue;
    const partitions = readers.get(row.name);
    if (partitions === undefined) readers.set(row.name, [row]);
    else partitions.push(row);
  }
  return [...readers.values()];
};

const markOf = (partitions: ReadonlyArray<PartitionRow>): string =>
  partitions
    .map((row) => [row.name, row.made_at, row.commit_position, row.prepare_position, row.parked].join(' '))
    .join('\n');

const lagOf = (partitions: ReadonlyArray<PartitionRow>): number =>
  Math.round(Math.max(0, ...partitions.map(({ is_current, lag }) => (is_current ? 0 : lag))) * 1_000) / 1_000;

const progressOf =
  (furthest: CountedPlace | undefined, head: Position | undefined) =>
  (partitions: ReadonlyArray<PartitionRow>): ReadonlyArray<Progress> => {
    const [first, ...others] = partitions;
    if (first === undefined) return [];
    const last = others.reduce((least, row) => (isBefore(positionOf(row), positionOf(least)) ? row : least), first);
    const position = positionOf(last);
    const events = last.events ?? undefined;
    const isCurrent = partitions.every(({ is_current }) => is_current);
    return [
      {
        reader: last.name,
        name: last.read_model ?? reactorOf(last.name) ?? last.name,
        version: last.version ?? undefined,
        position,
        events,
        lagSeconds: position === undefined ? 0 : lagOf(partitions),
        behind: eventsBehind({ position, events, isCurrent }, furthest, head),
        mark: markOf(partitions),
      },
    ];
  };

/**
 * Every projection, in each version that is live, and every reactor: where it stands, and how far it is behind the log.
 * The end of the log is asked for only where someone is behind.
 */
export const readProgress = async (db: Knex, schema: string, head: LogHead): Promise<ReadonlyArray<Progress>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<PartitionRow> }>(partitionsSql, [
    HEARTBEAT_LOST_SECONDS,
    schema,
    schema,
    schema,
  ]);
  const readers = byReader(rows);
  const isBehind = readers.flat().some(({ is_current }) => !is_current);
  return readers.flatMap(progressOf(furthestOf(rows), isBehind ? await head() : undefined));
};

/** How many streams each reader has put aside, by the name it keeps its checkpoints under. */
export const readParkedStreams = async (db: Knex, schema: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly name: string; readonly streams: number }> }>(
    'select name, count(distinct stream_name)::integer as streams from ??.parked group by name',
    [schema],
  );
  return new Map(rows.map(({ name, streams }) => [name, streams]));
};
