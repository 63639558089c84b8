import type { Knex } from 'knex';
import { PULL_LEASE_SECONDS, type PullLeases } from '../../application/ports/pull-leases.js';
import { fairShare } from '../../projections/leases.js';
import { takeLock } from './advisory-lock.js';

type LeaseRow = {
  readonly connection: string;
  readonly holder: string | null;
  /** By a process that is alive. */
  readonly taken: boolean;
};

/** How many processes are alive, this one among them. */
const beat = async (trx: Knex, holder: string): Promise<number> => {
  await trx.raw(
    `insert into ingestion.pullers (holder, seen_at) values (?, clock_timestamp())
     on conflict (holder) do update set seen_at = excluded.seen_at`,
    [holder],
  );
  await trx.raw(`delete from ingestion.pullers where seen_at < clock_timestamp() - interval '1 day'`);
  const { rows } = await trx.raw<{ readonly rows: ReadonlyArray<{ readonly alive: number }> }>(
    `select count(*)::integer as alive from ingestion.pullers
     where seen_at > clock_timestamp() - make_interval(secs => ?)`,
    [PULL_LEASE_SECONDS],
  );
  return rows[0]?.alive ?? 1;
};

const leasesOf = async (trx: Knex, connections: ReadonlyArray<string>): Promise<ReadonlyArray<LeaseRow>> => {
  await trx.raw(
    'insert into ingestion.pull_leases (connection) select unnest(?::text[]) on conflict (connection) do nothing',
    [[...connections]],
  );
  const { rows } = await trx.raw<{ readonly rows: ReadonlyArray<LeaseRow> }>(
    `select l.connection, l.holder,
       coalesce(p.seen_at > clock_timestamp() - make_interval(secs => ?), false) as taken
     from ingestion.pull_leases l left join ingestion.pullers p on p.holder = l.holder
     where l.connection = any(?::text[]) order by l.connection`,
    [PULL_LEASE_SECONDS, [...connections]],
  );
  return rows;
};

/** Needs `ensureIngestionTables`. Claims come one at a time. */
export const makePullLeases = (knex: Knex): PullLeases => ({
  claim: (holder, connections) =>
    knex.transaction(async (trx) => {
      await trx.raw(takeLock('pull leases'));
      const alive = await beat(trx, holder);
      const rows = await leasesOf(trx, connections);
      const claimable = rows.map((row, partition) => ({
        partition,
        holder: row.holder ?? undefined,
        isTaken: row.taken,
      }));
      const held = new Set(fairShare(claimable, holder, alive).flatMap((place) => rows[place]?.connection ?? []));
      await trx.raw('update ingestion.pull_leases set holder = ? where connection = any(?::text[])', [
        holder,
        [...held],
      ]);
      const own = rows.filter((row) => row.holder === holder).map(({ connection }) => connection);
      return { held, surplus: new Set(own.filter((connection) => !held.has(connection))) };
    }),
  release: async (holder, connections) => {
    await knex.raw('update ingestion.pull_leases set holder = null where holder = ? and connection = any(?::text[])', [
      holder,
      [...connections],
    ]);
  },
  leave: (holder) =>
    knex.transaction(async (trx) => {
      await trx.raw('update ingestion.pull_leases set holder = null where holder = ?', [holder]);
      await trx.raw('delete from ingestion.pullers where holder = ?', [holder]);
    }),
});
