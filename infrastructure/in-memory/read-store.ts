import { comparePositions, type Position } from '../../application/position.js';
import type { Projection } from '../../projections/projection.js';
import type { Advance, Checkpoint, ReadStore } from '../../projections/read-store.js';
import { type Cell, keyText, type RowKey, type Table, versionedName } from '../../projections/table.js';

export type InMemoryRow = { readonly key: RowKey; readonly cells: Readonly<Record<string, Cell>> };

export type InMemoryReadStore = ReadStore & {
  /** The rows of a table by the text of their key. */
  readonly rows: (projection: Projection, table: Table) => ReadonlyMap<string, InMemoryRow>;
};

const isAt = (a: Position | undefined, b: Position | undefined): boolean =>
  a === undefined || b === undefined ? a === b : comparePositions(a, b) === 0;

/** What a `jsonb` column gives back. */
const stored = (cell: Cell): Cell =>
  typeof cell === 'object' && cell !== null ? JSON.parse(JSON.stringify(cell)) : cell;

export const makeInMemoryReadStore = (): InMemoryReadStore => {
  const tables = new Map<string, Map<string, InMemoryRow>>();
  const checkpoints = new Map<string, Checkpoint>();
  const tableOf = ({ version }: Projection, table: Table): Map<string, InMemoryRow> => {
    const name = versionedName(table, version);
    const rows = tables.get(name) ?? new Map<string, InMemoryRow>();
    tables.set(name, rows);
    return rows;
  };
  const advance = ({ name, from, to }: Advance): 'committed' | 'checkpoint-moved' => {
    if (!isAt(checkpoints.get(name)?.position, from)) return 'checkpoint-moved';
    checkpoints.set(name, to);
    return 'committed';
  };
  return {
    prepare: async () => undefined,
    checkpoint: async (name) => checkpoints.get(name),
    load: async (projection, table, keys) =>
      keys.flatMap((key) => {
        const row = tableOf(projection, table).get(keyText(key));
        return row === undefined ? [] : [{ key, cells: table.state.map(({ name }) => row.cells[name]) }];
      }),
    commit: async (projection, move, writes) => {
      if (advance(move) === 'checkpoint-moved') return 'checkpoint-moved';
      for (const { table, upserts, deletes } of writes) {
        const rows = tableOf(projection, table);
        for (const key of deletes) rows.delete(keyText(key));
        for (const { key, cells } of upserts) {
          const columns = [...table.state, ...table.derived];
          const named = Object.fromEntries(columns.map(({ name }, i) => [name, stored(cells[i] ?? null)]));
          rows.set(keyText(key), { key, cells: named });
        }
      }
      return 'committed';
    },
    advance: async (move) => advance(move),
    rows: tableOf,
  };
};
