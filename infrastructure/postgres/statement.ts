import type { Cell, Column } from '../../projections/table.js';
import { cellText, textArray } from './cell-text.js';
import { quoted } from './quoted.js';

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

/** Writes nothing unless `moved`, of the statement it becomes part of, has rows. */
export const insert = (
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
