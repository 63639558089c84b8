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
  readonly commit_position: bigint;
  readonly prepare_position: bigint;
  readonly lag: number;
};

/** Where a projection stands, from the checkpoint it keeps with its rows: right in any process. */
export const readFreshness = async (
  db: Knex,
  schema: string,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<Freshness> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<CheckpointRow> }>(
    `select commit_position, prepare_position,
       greatest(0, extract(epoch from clock_timestamp() - case
         when caught_up and seen_at > clock_timestamp() - make_interval(secs => ?) then clock_timestamp()
         when caught_up then seen_at
         else coalesce(recorded_at, seen_at)
       end))::double precision as lag
     from ??.checkpoints where name = ?`,
    [HEARTBEAT_LOST_SECONDS, schema, `${name}_v${version}`],
  );
  const [row] = rows;
  if (row === undefined) return { readModel: name, position: null, lagSeconds: 0 };
  const position = positionToText({ commit: row.commit_position, prepare: row.prepare_position });
  return { readModel: name, position, lagSeconds: Math.round(row.lag * 1000) / 1000 };
};
