import type { Knex } from 'knex';
import type { Generation } from '../../projections/generation.js';
import type { Advance, Parks, Writes } from '../../projections/read-store.js';
import type { RowKey, Table } from '../../projections/table.js';
import { parkingStatements } from './parking-writes.js';
import { quoted } from './quoted.js';
import { qualified } from './read-store-tables.js';
import { arrays, insert, names, type Statement, source } from './statement.js';

const upserts = (generation: Generation, schema: string, { rows }: Writes): ReadonlyArray<Statement> =>
  rows.flatMap(({ table, upserts: changed }) => {
    const values = [...table.state, ...table.derived];
    const set = values.map(({ name }) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ');
    return insert(
      qualified(schema, generation, table),
      [...table.key, ...values],
      changed.map(({ key, cells }) => [...key, ...cells]),
      `(${names(table.key)}) do ${values.length === 0 ? 'nothing' : `update set ${set}`}`,
    );
  });

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0);

const plus = (column: string): string =>
  `${column} = array(select held + added from unnest(t.${column}, excluded.${column}) as slots(held, added))`;

const additions = (generation: Generation, schema: string, writes: Writes): ReadonlyArray<Statement> =>
  (writes.additions ?? []).flatMap(({ table, rows }) =>
    insert(
      qualified(schema, generation, table),
      [...table.key, ...table.state],
      rows.map(({ key, sums, counts }) => [...key, sums, counts, sum(sums), sum(counts)]),
      `(${names(table.key)}) do update set ${plus('sums')}, ${plus('counts')},
       total = t.total + excluded.total, total_count = t.total_count + excluded.total_count`,
    ),
  );

const at = (schema: string, { name, partitions, holder, from, to }: Advance): Statement => {
  const checkpoints = `${quoted(schema)}.checkpoints`;
  const text = (position: bigint | undefined): string | null => (position === undefined ? null : `${position}`);
  return {
    text: `mine as (
        select partition from ${checkpoints} where name = ? and partition = any(?::integer[]) and holder = ?
          and commit_position is not distinct from ?::bigint and prepare_position is not distinct from ?::bigint
        for update
      ),
      moved as (
        update ${checkpoints} set commit_position = ?, prepare_position = ?, recorded_at = ?, events = ?,
          caught_up = ?,
          seen_at = clock_timestamp()
        where name = ? and partition = any(?::integer[]) and (select count(*) from mine) = ?::integer
        returning partition
      )`,
    bindings: [
      ...[name, partitions, holder, text(from?.commit), text(from?.prepare)],
      ...[`${to.position.commit}`, `${to.position.prepare}`, to.recordedAt ?? null],
      ...[to.events === undefined ? null : `${to.events}`, to.caughtUp],
      ...[name, partitions, `${partitions.length}`],
    ],
  };
};

/**
 * One statement is one transaction and one round trip. Rows are written only where the checkpoints moved; a projector
 * that waited for their locks and then finds them elsewhere, or leased to another, writes none.
 */
const moveAndWrite = async (db: Knex, move: Statement, writes: ReadonlyArray<Statement>): Promise<boolean> => {
  const parts = writes.map(({ text }, i) => `, w${i} as (${text})`);
  const bindings = [...move.bindings, ...writes.flatMap((write) => write.bindings)];
  const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly moved: boolean }> }>(
    `with ${move.text}${parts.join('')}
     select exists (select from moved) as moved, set_config('synchronous_commit', 'off', true)`,
    bindings.map((binding) => (Array.isArray(binding) ? [...binding] : binding)) as Array<Knex.RawBinding>,
  );
  return rows[0]?.moved === true;
};

const nothingLeft = (table: Table, name: string): string =>
  `delete from ${name} where (${names(table.key)}) in (${source(table.key)})
     and counts <@ array[0::double precision] and sums <@ array[0::double precision]`;

/** The rows of sums that may hold nothing any more. */
const lessened = ({ additions: added = [] }: Writes) =>
  added.flatMap(({ table, rows }): ReadonlyArray<{ readonly table: Table; readonly keys: ReadonlyArray<RowKey> }> => {
    const keys = rows.filter(({ lessens }) => lessens).map(({ key }) => key);
    return keys.length === 0 ? [] : [{ table, keys }];
  });

/** Moves the checkpoints of a share and writes the rows, both or neither; false where the share is not the holder's. */
export const commitWrites = async (
  db: Knex,
  schema: string,
  generation: Generation,
  advance: Advance,
  writes: Writes,
): Promise<boolean> => {
  const move = at(schema, advance);
  const statements = [
    ...upserts(generation, schema, writes),
    ...additions(generation, schema, writes),
    ...parkingStatements(schema, advance, writes),
  ];
  const mayBeEmpty = lessened(writes);
  if (mayBeEmpty.length === 0) return moveAndWrite(db, move, statements);
  return db.transaction(async (trx) => {
    if (!(await moveAndWrite(trx, move, statements))) return false;
    for (const { table, keys } of mayBeEmpty)
      await trx.raw(nothingLeft(table, qualified(schema, generation, table)), arrays(table.key, keys));
    return true;
  });
};

export const moveCheckpoints = (db: Knex, schema: string, advance: Advance, parks: Parks): Promise<boolean> =>
  moveAndWrite(db, at(schema, advance), parkingStatements(schema, advance, parks));

/** PostgreSQL writes its log in order: a commit that waits for the disk takes all that came before it there. */
export const settleWrites = async (db: Knex): Promise<void> => {
  await db.raw(`select pg_logical_emit_message(true, 'treering', 'settle')`);
};
