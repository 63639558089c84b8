import type { Knex } from 'knex';
import type { Position } from '../application/position.js';
import { type Behind, type CountedPlace, eventsBehind } from './events-behind.js';

/** How far a projection or a reactor has come: as far as the partition furthest behind. */
export type Progress = {
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
  /** Streams that are put aside. */
  readonly parked: number;
};

/** Where the log ends, as far as is known. */
export type LogHead = () => Promise<Position | undefined>;

/** A reader that caught up says so every second; after this silence it is taken to be away. */
const HEARTBEAT_LOST_SECONDS = 5;

const REACTOR = 'reactor:';

type ReaderRow = {
  readonly name: string;
  readonly read_model: string | null;
  readonly version: number | null;
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly events: number | null;
  readonly current: boolean;
  readonly lag: number;
  readonly parked: number;
  readonly furthest_commit: bigint | null;
  readonly furthest_prepare: bigint | null;
  readonly furthest_events: number | null;
};

const positionOf = (commit: bigint | null, prepare: bigint | null): Position | undefined =>
  commit === null || prepare === null ? undefined : { commit, prepare };

const furthestOf = (row: ReaderRow): CountedPlace | undefined => {
  const position = positionOf(row.furthest_commit, row.furthest_prepare);
  return position === undefined || row.furthest_events === null ? undefined : { position, events: row.furthest_events };
};

/** One row a reader: its partition furthest behind, and how far the reader furthest ahead has counted the log's events. */
const progressSql = `
  with readers as (
    select c.*, g.read_model, g.version, c.caught_up and c.seen_at > clock_timestamp() - make_interval(secs => ?) as is_current
    from ??.checkpoints c
    left join ??.generations g on g.state = 'live' and c.name = g.read_model || '_v' || g.version || '_g' || g.number
    where g.read_model is not null or c.name like ?
  ), furthest as (
    select commit_position, prepare_position, events from ??.checkpoints
    where commit_position is not null and events is not null
    order by commit_position desc, prepare_position desc limit 1
  )
  select distinct on (r.name) r.name, r.read_model, r.version, r.commit_position, r.prepare_position,
    r.events::double precision as events,
    bool_and(is_current) over reader as current,
    max(greatest(0, extract(epoch from clock_timestamp() - case
      when is_current then clock_timestamp()
      when r.caught_up then r.seen_at
      else coalesce(r.recorded_at, r.seen_at)
    end))) over reader::double precision as lag,
    (select count(distinct stream_name)::integer from ??.parked p where p.name = r.name) as parked,
    f.commit_position as furthest_commit, f.prepare_position as furthest_prepare,
    f.events::double precision as furthest_events
  from readers r left join furthest f on true
  window reader as (partition by r.name)
  order by r.name, r.commit_position nulls first, r.prepare_position`;

const progressOf =
  (head: Position | undefined) =>
  (row: ReaderRow): Progress => {
    const position = positionOf(row.commit_position, row.prepare_position);
    const events = row.events ?? undefined;
    return {
      name: row.read_model ?? row.name.slice(REACTOR.length),
      version: row.version ?? undefined,
      position,
      events,
      lagSeconds: position === undefined ? 0 : Math.round(row.lag * 1000) / 1000,
      behind: eventsBehind({ position, events, isCurrent: row.current }, furthestOf(row), head),
      parked: row.parked,
    };
  };

/**
 * Every projection, in each version that is live, and every reactor: where it stands, and how far it is behind the log.
 * The end of the log is asked for only where someone is behind.
 */
export const readProgress = async (db: Knex, schema: string, head: LogHead): Promise<ReadonlyArray<Progress>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<ReaderRow> }>(progressSql, [
    HEARTBEAT_LOST_SECONDS,
    schema,
    schema,
    `${REACTOR}%`,
    schema,
    schema,
  ]);
  const isBehind = rows.some(({ current }) => !current);
  return rows.map(progressOf(isBehind ? await head() : undefined));
};
