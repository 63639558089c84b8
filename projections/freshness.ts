import type { Knex } from 'knex';
import { positionToText } from '../application/position.js';

/** How fresh an answer is: the log position its read model stands at, and how far behind the log it was last seen. */
export type Freshness = {
  readonly readModel: string;
  /** As `positionToText` gives it; `null` while nothing was projected. */
  readonly position: string | null;
  /** Seconds the read model trails the log; 0 when it had read everything. */
  readonly lagSeconds: number;
};

/** A projector that caught up says so every second; after this silence it is taken to be away. */
const HEARTBEAT_LOST_SECONDS = 5;

type CheckpointRow = {
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly lag: number;
};

/** Where a projection stands, from the checkpoints it keeps with its rows: as far as all of its partitions have come. */
export const readFreshness = async (
  db: Knex,
  schema: string,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<Freshness> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<CheckpointRow> }>(
    `select c.commit_position, c.prepare_position, max(
       greatest(0, extract(epoch from clock_timestamp() - case
         when caught_up and seen_at > clock_timestamp() - make_interval(secs => ?) then clock_timestamp()
         when caught_up then seen_at
         else coalesce(recorded_at, seen_at)
       end))) over ()::double precision as lag
     from ??.checkpoints c join ??.generations g on c.name = g.read_model || '_v' || g.version || '_g' || g.number
     where g.state = 'live' and g.read_model = ? and g.version = ?
     order by c.commit_position nulls first, c.prepare_position limit 1`,
    [HEARTBEAT_LOST_SECONDS, schema, schema, name, version],
  );
  const [row] = rows;
  const { commit_position: commit = null, prepare_position: prepare = null, lag = 0 } = row ?? {};
  const position = commit === null || prepare === null ? null : positionToText({ commit, prepare });
  return { readModel: name, position, lagSeconds: position === null ? 0 : Math.round(lag * 1000) / 1000 };
};
