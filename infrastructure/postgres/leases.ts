import type { Knex } from 'knex';
import { generationNameSql } from '../../projections/generation.js';
import { fairShare, LEASE_SECONDS } from '../../projections/leases.js';
import type { Divided } from '../../projections/read-store.js';
import { takeLock } from './advisory-lock.js';
import { quoted } from './quoted.js';

type PartitionRow = {
  readonly name: string;
  readonly partition: number;
  readonly holder: string | null;
  /** By a process that is alive, or as a generation that is not for projectors to read. */
  readonly taken: boolean;
};

const beat = async (trx: Knex, schema: string, holder: string): Promise<number> => {
  const projectors = `${quoted(schema)}.projectors`;
  await trx.raw(
    `insert into ${projectors} (holder, seen_at) values (?, clock_timestamp())
     on conflict (holder) do update set seen_at = excluded.seen_at`,
    [holder],
  );
  await trx.raw(`delete from ${projectors} where seen_at < clock_timestamp() - interval '1 day'`);
  const { rows } = await trx.raw<{ rows: ReadonlyArray<{ readonly alive: number }> }>(
    `select count(*)::integer as alive from ${projectors}
     where seen_at > clock_timestamp() - make_interval(secs => ?)`,
    [LEASE_SECONDS],
  );
  return rows[0]?.alive ?? 1;
};

const partitionsOf = async (
  trx: Knex,
  schema: string,
  readers: ReadonlyArray<Divided>,
): Promise<ReadonlyArray<PartitionRow>> => {
  const checkpoints = `${quoted(schema)}.checkpoints`;
  const names = readers.map(({ name }) => name);
  await trx.raw(
    `insert into ${checkpoints} (name, partition)
     select r.name, p from unnest(?::text[], ?::integer[]) as r(name, partitions), generate_series(0, r.partitions - 1) p
     on conflict do nothing`,
    [names, readers.map(({ partitions }) => partitions)],
  );
  const { rows } = await trx.raw<{ rows: ReadonlyArray<PartitionRow> }>(
    `select c.name, c.partition, c.holder,
       coalesce(p.seen_at > clock_timestamp() - make_interval(secs => ?), false) or exists (
         select 1 from ${quoted(schema)}.generations g
         where c.name = ${generationNameSql('g')} and g.state <> 'live') as taken
     from ${checkpoints} c left join ${quoted(schema)}.projectors p on p.holder = c.holder
     where c.name = any(?::text[]) order by c.name, c.partition`,
    [LEASE_SECONDS, names],
  );
  return rows;
};

const hold = async (
  trx: Knex,
  schema: string,
  { name, partition }: PartitionRow,
  holder: string | null,
): Promise<void> => {
  await trx.raw(`update ${quoted(schema)}.checkpoints set holder = ? where name = ? and partition = ?`, [
    holder,
    name,
    partition,
  ]);
};

/** Claims one at a time, by the clock of the database alone. */
export const claimPartitions = (
  db: Knex,
  schema: string,
  holder: string,
  readers: ReadonlyArray<Divided>,
): Promise<ReadonlyMap<string, ReadonlyArray<number>>> =>
  db.transaction(async (trx) => {
    await trx.raw(takeLock('leases'));
    const alive = await beat(trx, schema, holder);
    const rows = await partitionsOf(trx, schema, readers);
    const held = new Map<string, ReadonlyArray<number>>();
    for (const { name } of readers) {
      const own = rows.filter((row) => row.name === name);
      const claimable = own.map((row) => ({
        partition: row.partition,
        holder: row.holder ?? undefined,
        isTaken: row.taken,
      }));
      const mine = fairShare(claimable, holder, alive);
      for (const row of own) {
        const isMine = mine.includes(row.partition);
        if (isMine && row.holder !== holder) await hold(trx, schema, row, holder);
        if (!isMine && row.holder === holder) await hold(trx, schema, row, null);
      }
      held.set(name, mine);
    }
    return held;
  });

export const leavePartitions = (db: Knex, schema: string, holder: string): Promise<void> =>
  db.transaction(async (trx) => {
    await trx.raw(`update ${quoted(schema)}.checkpoints set holder = null where holder = ?`, [holder]);
    await trx.raw(`delete from ${quoted(schema)}.projectors where holder = ?`, [holder]);
  });
