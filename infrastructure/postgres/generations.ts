import type { Knex } from 'knex';
import { type Generation, type GenerationId, generationName } from '../../projections/generation.js';
import type { GenerationState, GenerationStore, Hold, KnownGeneration } from '../../projections/generation-store.js';
import { LEASE_SECONDS } from '../../projections/leases.js';
import { PARTITIONS } from '../../projections/partitions.js';
import type { Projection } from '../../projections/projection.js';
import type { PartitionCheckpoint } from '../../projections/read-store.js';
import { versionedName } from '../../projections/table.js';
import { checkpointsOf } from './checkpoints.js';
import { quoted } from './quoted.js';
import { readSnapshot } from './read-snapshot.js';
import { addGeneration, lockTables, qualified, showGeneration } from './read-store-tables.js';
import { storeErrors } from './unavailable.js';

type GenerationRow = {
  readonly read_model: string;
  readonly version: number;
  readonly number: number;
  readonly state: GenerationState;
  readonly made_at: Date;
  readonly tables: ReadonlyArray<string>;
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly bytes: bigint;
  readonly in_use: boolean;
};

/** Less than `deadlock_timeout`: where queries and we wait for each other, it is always we who give way. */
const LOCK_TIMEOUT = '500ms';

const identified = 'read_model = ? and version = ? and number = ?';
const identity = ({ projection: { name, version }, number }: GenerationId) => [name, version, number];

const knownOf = (row: GenerationRow): KnownGeneration => ({
  projection: { name: row.read_model, version: row.version },
  number: row.number,
  state: row.state,
  madeAt: row.made_at,
  tables: row.tables,
  position:
    row.commit_position === null || row.prepare_position === null
      ? undefined
      : { commit: row.commit_position, prepare: row.prepare_position },
  bytes: Number(row.bytes),
  isInUse: row.in_use,
});

const listOf = async (db: Knex, schema: string, readModel: string): Promise<ReadonlyArray<KnownGeneration>> => {
  const own = quoted(schema);
  const { rows } = await db.raw<{ rows: ReadonlyArray<GenerationRow> }>(
    `select g.read_model, g.version, g.number, g.state, g.made_at, g.tables, c.commit_position, c.prepare_position,
       (select coalesce(sum(pg_total_relation_size(
          to_regclass(format('%I.%I', ?::text, format('%s_v%s_g%s', t, g.version, g.number))))), 0)::bigint
        from unnest(g.tables) t) as bytes,
       coalesce(g.held_at > clock_timestamp() - make_interval(secs => ?), false) and g.holder is not null
         or exists (
           select 1 from ${own}.checkpoints held join ${own}.projectors p using (holder)
           where held.name = n.name and p.seen_at > clock_timestamp() - make_interval(secs => ?)) as in_use
     from ${own}.generations g
     cross join lateral (select g.read_model || '_v' || g.version || '_g' || g.number as name) n
     left join lateral (
       select commit_position, prepare_position from ${own}.checkpoints where name = n.name
       order by commit_position nulls first, prepare_position limit 1) c on true
     where g.read_model = ? order by g.version, g.number`,
    [schema, LEASE_SECONDS, LEASE_SECONDS, readModel],
  );
  return rows.map(knownOf);
};

const drop = async (trx: Knex, schema: string, generation: KnownGeneration): Promise<void> => {
  const own = quoted(schema);
  for (const name of generation.tables) {
    const view = `${own}.${quoted(versionedName({ name }, generation.projection.version))}`;
    if (generation.state === 'live') await trx.raw(`drop view if exists ${view}`);
    await trx.raw(`drop table if exists ${qualified(schema, generation, { name })}`);
  }
  for (const table of ['checkpoints', 'parked'])
    await trx.raw(`delete from ${own}.${table} where name = ?`, [generationName(generation)]);
  await trx.raw(`delete from ${own}.generations where ${identified}`, identity(generation));
};

const discardOf = (db: Knex, schema: string, generation: GenerationId): Promise<'discarded' | 'in use'> =>
  db.transaction(async (trx) => {
    await lockTables(trx);
    const known = (await listOf(trx, schema, generation.projection.name)).find(
      (one) => generationName(one) === generationName(generation),
    );
    if (known?.isInUse) return 'in use';
    if (known !== undefined) await drop(trx, schema, known);
    return 'discarded';
  });

const beginOf = (
  db: Knex,
  schema: string,
  projection: Projection,
  purpose: 'building' | 'verifying',
): Promise<Generation> =>
  db.transaction(async (trx) => {
    await lockTables(trx);
    const begun = (await listOf(trx, schema, projection.name)).filter(
      ({ state, projection: { version } }) => state === purpose && version === projection.version,
    );
    const [first] = begun;
    if (purpose === 'building' && first !== undefined) return { projection, number: first.number };
    for (const left of begun.filter(({ isInUse }) => !isInUse)) await drop(trx, schema, left);
    return addGeneration(trx, schema, projection, purpose);
  });

const holdOf = (db: Knex, schema: string, generation: GenerationId, holder: string): Promise<Hold> =>
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

const releaseOf = (db: Knex, schema: string, generation: GenerationId, holder: string): Promise<void> =>
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

const promoteOf: (db: Knex, schema: string) => GenerationStore['promote'] =
  (db, schema) => (generation, holder, isThere) =>
    db.transaction(async (trx) => {
      await trx.raw(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
      await lockTables(trx);
      const { name, version } = generation.projection;
      const live = (await listOf(trx, schema, name)).find(
        ({ state, projection }) => state === 'live' && projection.version === version,
      );
      const reached = live === undefined ? [] : await locked(trx, schema, generationName(live));
      if (!(await isThere(reached))) return 'behind';
      if ((await locked(trx, schema, generationName(generation), holder)).length < PARTITIONS) return 'lost';
      await show(trx, schema, generation, live);
      return 'promoted';
    });

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const LOCK_NOT_AVAILABLE = '55P03';
const COLUMNS_DIFFER = '42P16';

/** The generations of the read models in one schema of PostgreSQL. */
export const makeGenerationStore = (db: Knex, schema = 'read'): GenerationStore => ({
  list: (readModel) => storeErrors(() => listOf(db, schema, readModel)),
  begin: (projection, purpose) => storeErrors(() => beginOf(db, schema, projection, purpose)),
  hold: (generation, holder) => storeErrors(() => holdOf(db, schema, generation, holder)),
  release: (generation, holder) => storeErrors(() => releaseOf(db, schema, generation, holder)),
  promote: (generation, holder, isThere) =>
    storeErrors(async () => {
      try {
        return await promoteOf(db, schema)(generation, holder, isThere);
      } catch (error) {
        if (codeOf(error) === LOCK_NOT_AVAILABLE) return 'busy';
        if (codeOf(error) !== COLUMNS_DIFFER) throw error;
        throw new Error(`${generationName(generation)} has other columns than the live tables: raise the version`);
      }
    }),
  discard: (generation) => storeErrors(() => discardOf(db, schema, generation)),
  snapshot: (work) => readSnapshot(db, schema, work),
});
