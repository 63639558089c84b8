import type { Knex } from 'knex';
import type { Position } from '../../application/position.js';
import type { PartitionCheckpoint } from '../../projections/read-store.js';
import { quoted } from './quoted.js';

export type PositionColumns = {
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
};

/** `undefined` before the first batch. */
export const positionOf = ({
  commit_position: commit,
  prepare_position: prepare,
}: PositionColumns): Position | undefined => (commit === null || prepare === null ? undefined : { commit, prepare });

type CheckpointRow = PositionColumns & {
  readonly partition: number;
  readonly recorded_at: Date | null;
  readonly events: number | null;
  readonly caught_up: boolean;
};

/** Of a generation or a reactor, in the order of the partitions. */
export const checkpointsOf = async (
  db: Knex,
  schema: string,
  name: string,
): Promise<ReadonlyArray<PartitionCheckpoint>> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<CheckpointRow> }>(
    `select partition, commit_position, prepare_position, recorded_at, events::double precision, caught_up
     from ${quoted(schema)}.checkpoints where name = ? order by partition`,
    [name],
  );
  return rows.map(({ partition, recorded_at, events, caught_up, ...row }) => ({
    partition,
    position: positionOf(row),
    recordedAt: recorded_at ?? undefined,
    ...(events === null ? {} : { events }),
    caughtUp: caught_up,
  }));
};
