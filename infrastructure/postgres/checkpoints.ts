import type { Knex } from 'knex';
import type { PartitionCheckpoint } from '../../projections/read-store.js';
import { quoted } from './quoted.js';

type CheckpointRow = {
  readonly partition: number;
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly recorded_at: Date | null;
  readonly events: number | null;
  readonly caught_up: boolean;
};

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
  return rows.map(
    ({ partition, commit_position: commit, prepare_position: prepare, recorded_at, events, caught_up }) => ({
      partition,
      position: commit === null || prepare === null ? undefined : { commit, prepare },
      recordedAt: recorded_at ?? undefined,
      ...(events === null ? {} : { events }),
      caughtUp: caught_up,
    }),
  );
};
