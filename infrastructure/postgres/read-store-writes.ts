import type { Knex } from 'knex';
import type { Generation } from '../../projections/generation.js';
import type { ParkedStream } from '../../projections/parked-stream.js';
import type { Advance, Writes } from '../../projections/read-store.js';
import type { Cell, Column, ColumnType, RowKey, Table } from '../../projections/table.js';
import { cellText, textArray } from './cell-text.js';
import { qualified, quoted } from './read-store-tables.js';

type Binding = string | boolean | Date | null | ReadonlyArray<number>;
export type Statement = { readonly text: string; readonly bindings: ReadonlyArray<Binding> };

export const names = (columns: ReadonlyArray<Column>): string => columns.map(({ name }) => quoted(name)).join(', ');

/** The rows of a statement come as one text array a column, cast to the column's type. */
export const source = (columns: ReadonlyArray<Column>): string => {
  const cast = columns.map(({ type }, i) => `r.c${i}::${type}`).join(', ');
  const arrays = columns.map(() => '?::text[]').join(', ');
  return `select ${cast} from unnest(${arrays}) as r(${columns.map((_, i) => `c${i}`).join(', ')})`;
};

export const arrays = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<Cell>>): Array<string> =>
  columns.map(({ type }, i) => textArray(rows.map((row) => cellText(type, row[i] ?? null))));

const insert = (
  table: string,
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  onConflict: string,
): ReadonlyArray<Statement> =>
  rows.length === 0
    ? []
    : [
        {
          text: `insert into ${table} as t (${names(columns)}) ${source(columns)} where exists (select from moved)
            on conflict ${onConflict}`,
          bindings: arrays(columns, rows),
        },
      ];

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

const additions = (generation: Generation, schema: string, writes: Writes): ReadonlyArray<Statement> => {
  if (writes.additions === undefined) return [];
  const { table, rows } = writes.additions;
  return insert(
    qualified(schema, generation, table),
    [...table.key, ...table.state],
    rows.map(({ key, sums, counts }) => [...key, sums, counts, sum(sums), sum(counts)]),
    `(${names(table.key)}) do update set ${plus('sums')}, ${plus('counts')},
       total = t.total + excluded.total, total_count = t.total_count + excluded.total_count`,
  );
};

const column = (name: string, type: ColumnType): Column => ({ name, type });
const parkedColumns: ReadonlyArray<Column> = [
  column('name', 'text'),
  column('partition', 'integer'),
  column('stream_name', 'text'),
  column('revision', 'bigint'),
  column('commit_position', 'bigint'),
  column('prepare_position', 'bigint'),
  column('event_id', 'text'),
  column('event_type', 'text'),
  column('reason', 'text'),
];

const parkedRows =
  (name: string) =>
  ({ partitions, streamName, revision, position, eventId, eventType, reason }: ParkedStream) =>
    partitions.map((partition): ReadonlyArray<Cell> => {
      const { commit, prepare } = position;
      return [name, partition, streamName, revision, commit, prepare, eventId, eventType, reason];
    });

const park = (schema: string, { name, partitions }: Advance, writes: Writes): ReadonlyArray<Statement> => {
  const parked = `${quoted(schema)}.parked`;
  const unpark = writes.unpark ?? [];
  const freed = {
    text: `delete from ${parked} where exists (select from moved)
      and name = ? and partition = any(?::integer[]) and stream_name = any(?::text[])`,
    bindings: [name, partitions, textArray(unpark)],
  };
  return [
    ...(unpark.length === 0 ? [] : [freed]),
    ...insert(parked, parkedColumns, (writes.park ?? []).flatMap(parkedRows(name)), 'do nothing'),
  ];
};

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
        update ${checkpoints} set commit_position = ?, prepare_position = ?, recorded_at = ?, caught_up = ?,
          seen_at = clock_timestamp()
        where name = ? and partition = any(?::integer[]) and (select count(*) from mine) = ?::integer
        returning partition
      )`,
    bindings: [
      ...[name, partitions, holder, text(from?.commit), text(from?.prepare)],
      ...[`${to.position.commit}`, `${to.position.prepare}`, to.recordedAt ?? null, to.caughtUp],
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
  `delete from ${name} where (${names(table.key)}) in (${source(table.key)}) and counts <@ array[0::double precision]`;

/** The rows of a rollup that may hold nothing any more. */
const lessened = ({ additions: added }: Writes): ReadonlyArray<RowKey> =>
  (added?.rows ?? []).filter(({ counts }) => counts.some((count) => count < 0)).map(({ key }) => key);

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
    ...park(schema, advance, writes),
  ];
  const keys = lessened(writes);
  if (writes.additions === undefined || keys.length === 0) return moveAndWrite(db, move, statements);
  const { table } = writes.additions;
  return db.transaction(async (trx) => {
    if (!(await moveAndWrite(trx, move, statements))) return false;
    await trx.raw(nothingLeft(table, qualified(schema, generation, table)), arrays(table.key, keys));
    return true;
  });
};

export const moveCheckpoints = (db: Knex, schema: string, advance: Advance): Promise<boolean> =>
  moveAndWrite(db, at(schema, advance), []);
