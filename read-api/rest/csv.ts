import { stringify } from 'csv-stringify/sync';

type Cell = string | number | null;

/** How an answer is written as a table: its columns in order, and its rows. */
export type CsvTable<A> = {
  readonly columns: ReadonlyArray<string>;
  readonly rowsOf: (answer: A) => ReadonlyArray<Readonly<Record<string, Cell>>>;
};

export const CSV_TYPE = 'text/csv';

/** Whether an `Accept` header names CSV, which nobody does who wants anything else. */
export const asksForCsv = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === CSV_TYPE);

/** RFC 4180, a line of names first; `null` is an empty cell, and no cell is a formula to a spreadsheet. */
export const csvOf = <A>({ columns, rowsOf }: CsvTable<A>, answer: A): string =>
  stringify([...rowsOf(answer)], {
    ...{ header: true, columns: [...columns], record_delimiter: 'windows', escape_formulas: true },
  });
