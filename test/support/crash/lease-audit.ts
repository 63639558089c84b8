import type pg from 'pg';

/** Notes, in the transaction that does it, each time a checkpoint moves or changes hands, and which process did it. */
export const auditLeases = async (client: pg.Client): Promise<void> => {
  await client.query(`
    create schema audit;
    create table audit.moves (
      place bigint generated always as identity primary key,
      name text not null,
      partition integer not null,
      process text,
      was_held_by text,
      held_by text,
      silent_for double precision,
      was_at numeric,
      is_at numeric
    );
    create function audit.note() returns trigger language plpgsql as $$
    begin
      if new.holder is distinct from old.holder or new.commit_position is distinct from old.commit_position then
        insert into audit.moves (name, partition, process, was_held_by, held_by, silent_for, was_at, is_at)
        values (
          new.name, new.partition, current_setting('treering.process', true), old.holder, new.holder,
          (select extract(epoch from clock_timestamp() - seen_at) from read.projectors where holder = old.holder),
          old.commit_position, new.commit_position
        );
      end if;
      return null;
    end $$;
    create trigger noted after update on read.checkpoints for each row execute function audit.note();
  `);
};

export type LeaseFindings = {
  readonly moves: number;
  /** How often a partition was taken from a process that was dead. */
  readonly takenOver: number;
  /** Partitions taken from a process that had been heard of within the lease. */
  readonly snatched: number;
  readonly movedBack: number;
  /** Moves by a process that is not the one which claimed the partition last. */
  readonly movedByOthers: number;
};

export const leaseFindings = async (client: pg.Client, leaseSeconds: number): Promise<LeaseFindings> => {
  const { rows } = await client.query(
    `with claimed as (
       select *, was_held_by is distinct from held_by as changes_hands,
         count(*) filter (where was_held_by is distinct from held_by) over (partition by name, partition order by place) as term
       from audit.moves
     ), owned as (
       select *, first_value(process) over (partition by name, partition, term order by place) as owner from claimed
     ), taken as (
       select silent_for from owned where changes_hands and was_held_by is not null and held_by is not null
     )
     select
       (select count(*)::int from owned where not changes_hands) as moves,
       (select count(*)::int from taken) as "takenOver",
       (select count(*)::int from taken where silent_for < $1) as snatched,
       (select count(*)::int from owned where is_at < was_at) as "movedBack",
       (select count(*)::int from owned where not changes_hands and term > 0 and process <> owner) as "movedByOthers"`,
    [leaseSeconds],
  );
  return rows[0];
};
