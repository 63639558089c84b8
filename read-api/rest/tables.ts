import { stringify } from 'csv-stringify/sync';
import { parquetWriteBuffer } from 'hyparquet-writer';

type Cell = string | number | null;

/** How an answer is written as a table: its columns in order, and its rows. */
export type Table<A> = {
  readonly columns: ReadonlyArray<string>;
  readonly rowsOf: (answer: A) => ReadonlyArray<Readonly<Record<string, Cell>>>;
};

type Written = { readonly type: string; readonly body: string | Buffer };

/** RFC 4180, a line of names first; `null` is an empty cell, and no cell is a formula to a spreadsheet. */
const asCsv = <A>({ columns, rowsOf }: Table<A>, answer: A): Written => ({
  type: 'text/csv; charset=utf-8; header=present',
  body: stringify([...rowsOf(answer)], {
    ...{ header: true, columns: [...columns], record_delimiter: 'windows', escape_formulas: true },
  }),
});

/** A column of numbers, and of nothing else, is of doubles. */
const asParquet = <A>({ columns, rowsOf }: Table<A>, answer: A): Written => {
  const rows = rowsOf(answer);
  const columnData = columns.map((name) => {
    const data = rows.map((row) => row[name] ?? null);
    const isNumeric = data.some((cell) => typeof cell === 'number') && data.every((cell) => typeof cell !== 'string');
    return { name, data, type: isNumeric ? ('DOUBLE' as const) : ('STRING' as const) };
  });
  return { type: PARQUET, body: Buffer.from(parquetWriteBuffer({ columnData })) };
};

const CSV = 'text/csv';
const PARQUET = 'application/vnd.apache.parquet';

/** What a table can be asked for as. */
export const tableTypes: ReadonlyArray<string> = [CSV, PARQUET];

/** The table as the `Accept` header names it, which nobody does who wants anything else; undefined where it names none. */
export const tableAsked = <A>(table: Table<A>, answer: A, accept: string | undefined): Written | undefined => {
  const ranges = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  if (ranges.includes(CSV)) return asCsv(table, answer);
  return ranges.includes(PARQUET) ? asParquet(table, answer) : undefined;
};
