import type { Knex } from 'knex';
import { type Generation, type GenerationId, generationName } from '../../projections/generation.js';
import type { GenerationState, GenerationStore } from '../../projections/generation-store.js';
import { PARTITIONS } from '../../projections/partitions.js';
import type { PartitionCheckpoint } from '../../projections/read-store.js';
import { checkpointsOf } from './checkpoints.js';
import { generationsOf, identified, identity } from './generation-list.js';
import { quoted } from './quoted.js';
import { lockTables, showGeneration } from './read-store-tables.js';
import { sqlStateOf } from './unavailable.js';

/** Less than `deadlock_timeout`: where queries and we wait for each other, it is always we who give way. */
const LOCK_TIMEOUT = '500ms';
const LOCK_NOT_AVAILABLE = '55P03';
const COLUMNS_DIFFER = '42P16';

/** Whoever commits to these checkpoints waits until the transaction ends. */
const locked = async (
  trx: Knex,
  schema: string,
  name: string,
  holder?: string,
): Promise<ReadonlyArray<PartitionCheckpoint>> => {
  const { rows } = await trx.raw<{ rows: ReadonlyArray<{ readonly holder: string | null }> }>(
    `select holder from ${quoted(schema)}.checkpoints where name = ? order by partition for update`,
    [name],
  );
  if (holder !== undefined && rows.some((row) => row.holder !== holder)) return [];
  return checkpointsOf(trx, schema, name);
};

const show = async (
  trx: Knex,
  schema: string,
  generation: Generation,
  live: GenerationId | undefined,
): Promise<void> => {
  const names = [generation, ...(live === undefined ? [] : [live])].map(generationName);
  const become = (state: GenerationState, which: GenerationId) =>
    trx.raw(`update ${quoted(schema)}.generations set state = ?, holder = null, held_at = null where ${identified}`, [
      state,
      ...identity(which),
    ]);
  if (live !== undefined) await become('retired', live);
  await become('live', generation);
  await trx.raw(`update ${quoted(schema)}.checkpoints set holder = null where name = any(?::text[])`, [names]);
  await showGeneration(trx, schema, generation);
};

type Promote = GenerationStore['promote'];

const inTransaction =
  (trx: Knex, schema: string): Promote =>
  async (generation, holder, isThere) => {
    await trx.raw(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    await lockTables(trx);
    const { name, version } = generation.projection;
    const live = (await generationsOf(trx, schema, name)).find(
      ({ state, projection }) => state === 'live' && projection.version === version,
    );
    const reached = live === undefined ? [] : await locked(trx, schema, generationName(live));
    if (!(await isThere(reached))) return 'behind';
    if ((await locked(trx, schema, generationName(generation), holder)).length < PARTITIONS) return 'lost';
    await show(trx, schema, generation, live);
    return 'promoted';
  };

/** As `GenerationStore` says, with the driver's errors. */
export const promoteGeneration =
  (db: Knex, schema: string): Promote =>
  async (generation, holder, isThere) => {
    try {
      return await db.transaction((trx) => inTransaction(trx, schema)(generation, holder, isThere));
    } catch (error) {
      if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) return 'busy';
      if (sqlStateOf(error) !== COLUMNS_DIFFER) throw error;
      throw new Error(`${generationName(generation)} has other columns than the live tables: raise the version`);
    }
  };
