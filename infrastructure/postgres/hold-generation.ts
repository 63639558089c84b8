import type { Knex } from 'knex';
import { type GenerationId, generationName } from '../../projections/generation.js';
import type { Hold } from '../../projections/generation-store.js';
import { LEASE_SECONDS } from '../../projections/leases.js';
import { PARTITIONS } from '../../projections/partitions.js';
import { identified, identity } from './generation-list.js';
import { quoted } from './quoted.js';

/** As `GenerationStore.hold` says, with the driver's errors. */
export const holdGeneration = (db: Knex, schema: string, generation: GenerationId, holder: string): Promise<Hold> =>
  db.transaction(async (trx) => {
    const own = quoted(schema);
    const name = generationName(generation);
    const taken = await trx.raw<{ rows: ReadonlyArray<unknown> }>(
      `update ${own}.generations set holder = ?, held_at = clock_timestamp() where ${identified} and state <> 'live'
         and (holder is null or holder = ? or held_at < clock_timestamp() - make_interval(secs => ?)) returning 1`,
      [holder, ...identity(generation), holder, LEASE_SECONDS],
    );
    if (taken.rows.length > 0) {
      await trx.raw(
        `insert into ${own}.checkpoints (name, partition, holder) select ?, generate_series(0, ?), ?
         where (select count(*) from ${own}.checkpoints where name = ? and holder = ?) < ?
         on conflict (name, partition) do update set holder = excluded.holder`,
        [name, PARTITIONS - 1, holder, name, holder, PARTITIONS],
      );
      return { _tag: 'Held' };
    }
    const { rows } = await trx.raw<{ rows: ReadonlyArray<{ readonly held_at: Date }> }>(
      `select held_at from ${own}.generations where ${identified} and state <> 'live'`,
      identity(generation),
    );
    const [held] = rows;
    return held === undefined ? { _tag: 'Gone' } : { _tag: 'HeldByAnother', seenAt: held.held_at };
  });

/** Leaves a generation to others at once; does nothing where the holder does not hold it. */
export const releaseGeneration = (db: Knex, schema: string, generation: GenerationId, holder: string): Promise<void> =>
  db.transaction(async (trx) => {
    const own = quoted(schema);
    await trx.raw(`update ${own}.generations set holder = null where ${identified} and holder = ?`, [
      ...identity(generation),
      holder,
    ]);
    await trx.raw(`update ${own}.checkpoints set holder = null where name = ? and holder = ?`, [
      generationName(generation),
      holder,
    ]);
  });
