import type { Knex } from 'knex';
import type { Projection } from '../../projections/projection.js';
import type { Advance, Checkpoint, ReadStore, StoredRow, TableWrites } from '../../projections/read-store.js';
import { type Cell, type Column, keyText, type RowKey, type Table } from '../../projections/table.js';
import { cellText, textArray } from './cell-text.js';
import { prepareTables, qualified, quoted } from './read-store-tables.js';
import { storeErrors } from './unavailable.js';

type CheckpointRow = {
  readonly commit_position: bigint;
  readonly prepare_position: bigint;
  readonly recorded_at: Date | null;
  readonly caught_up: boolean;
};

const names = (columns: ReadonlyArray<Column>): string => columns.map(({ name }) => quoted(name)).join(', ');

/** The rows of a statement come as one text array a column, cast to the column's type. */
const source = (columns: ReadonlyArray<Column>): string => {
  const cast = columns.map(({ type }, i) => `r.c${i}::${type}`).join(', ');
  const arrays = columns.map(() => '?::text[]').join(', ');
  return `select ${cast} from unnest(${arrays}) as r(${columns.map((_, i) => `c${i}`).join(', ')})`;
};

const arrays = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<Cell>>): Array<string> =>
  columns.map(({ type }, i) => textArray(rows.map((row) => cellText(type, row[i] ?? null))));

type Statement = { readonly text: string; readonly bindings: ReadonlyArray<string | boolean | Date | null> };

const upsert = (name: string, { table, upserts }: TableWrites): ReadonlyArray<Statement> => {
  if (upserts.length === 0) return [];
  const columns = [...table.key, ...table.state, ...table.derived];
  const set = [...table.state, ...table.derived].map(
    ({ name: column }) => `${quoted(column)} = excluded.${quoted(column)}`,
  );
  const onConflict = set.length === 0 ? 'nothing' : `update set ${set.join(', ')}`;
  return [
    {
      text: `insert into ${name} (${names(columns)}) ${source(columns)} where exists (select from moved)
        on conflict (${names(table.key)}) do ${onConflict}`,
      bindings: arrays(
        columns,
        upserts.map(({ key, cells }) => [...key, ...cells]),
      ),
    },
  ];
};

const remove = (name: string, { table, deletes }: TableWrites): ReadonlyArray<Statement> =>
  deletes.length === 0
    ? []
    : [
        {
          text: `delete from ${name} where exists (select from moved) and (${names(table.key)}) in (${source(table.key)})`,
          bindings: arrays(table.key, deletes),
        },
      ];

const moveCheckpoint = (schema: string, { name, from, to }: Advance): Statement => {
  const checkpoints = `${quoted(schema)}.checkpoints`;
  const values = [`${to.position.commit}`, `${to.position.prepare}`, to.recordedAt ?? null, to.caughtUp];
  return from === undefined
    ? {
        text: `insert into ${checkpoints} (name, commit_position, prepare_position, recorded_at, caught_up, seen_at)
          values (?, ?, ?, ?, ?, clock_timestamp()) on conflict (name) do nothing returning name`,
        bindings: [name, ...values],
      }
    : {
        text: `update ${checkpoints} set commit_position = ?, prepare_position = ?, recorded_at = ?, caught_up = ?,
            seen_at = clock_timestamp()
          where name = ? and commit_position = ? and prepare_position = ? returning name`,
        bindings: [...values, name, `${from.commit}`, `${from.prepare}`],
      };
};

/**
 * One statement is one transaction and one round trip. Rows are written only where the checkpoint moved; a projector
 * that waited for the checkpoint's row lock finds it elsewhere and writes none.
 */
const write = async (db: Knex, move: Statement, writes: ReadonlyArray<Statement>): Promise<boolean> => {
  const parts = writes.map(({ text }, i) => `, w${i} as (${text})`);
  const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly moved: boolean }> }>(
    `with moved as (${move.text})${parts.join('')}
     select exists (select from moved) as moved, set_config('synchronous_commit', 'off', true)`,
    [...move.bindings, ...writes.flatMap(({ bindings }) => bindings)],
  );
  return rows[0]?.moved === true;
};

const loadRows = async (
  db: Knex,
  name: string,
  table: Table,
  keys: ReadonlyArray<RowKey>,
): Promise<ReadonlyArray<StoredRow>> => {
  const wanted = new Map(keys.map((key) => [keyText(key), key]));
  const { rows } = await db.raw<{ rows: ReadonlyArray<Record<string, unknown>> }>(
    `select ${names([...table.key, ...table.state])} from ${name} where (${names(table.key)}) in (${source(table.key)})`,
    arrays(table.key, [...wanted.values()]),
  );
  return rows.map((row) => ({
    key: table.key.map((column) => String(row[column.name])),
    cells: table.state.map((column) => row[column.name]),
  }));
};

/**
 * Read models in one schema of PostgreSQL. Transactions do not wait for the disk: after a crash of the server, rows and
 * checkpoint are either both there or both not, and the log has what is missing.
 */
export const makeReadStore = (db: Knex, schema = 'read'): ReadStore => ({
  prepare: (projections) => storeErrors(() => prepareTables(db, schema, projections)),
  checkpoint: (name) =>
    storeErrors(async (): Promise<Checkpoint | undefined> => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<CheckpointRow> }>(
        `select commit_position, prepare_position, recorded_at, caught_up
         from ${quoted(schema)}.checkpoints where name = ?`,
        [name],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      return {
        position: { commit: row.commit_position, prepare: row.prepare_position },
        recordedAt: row.recorded_at ?? undefined,
        caughtUp: row.caught_up,
      };
    }),
  load: (projection: Projection, table, keys) =>
    storeErrors(() => loadRows(db, qualified(schema, projection, table), table, keys)),
  commit: (projection, advance, writes) =>
    storeErrors(async () => {
      const statements = writes.flatMap((each) => {
        const name = qualified(schema, projection, each.table);
        return [...remove(name, each), ...upsert(name, each)];
      });
      return (await write(db, moveCheckpoint(schema, advance), statements)) ? 'committed' : 'checkpoint-moved';
    }),
  advance: (advance) =>
    storeErrors(async () =>
      (await write(db, moveCheckpoint(schema, advance), [])) ? 'committed' : 'checkpoint-moved',
    ),
});
