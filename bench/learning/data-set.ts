import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Examples, FeatureColumn } from '../../ml/learning/examples.js';
import { stratifiedFolds } from '../../ml/learning/splits/stratified-folds.js';

/** Examples, and which fold of the cross-validation each row is in. */
export type DataSet = { readonly name: string; readonly examples: Examples; readonly folds: Int32Array };

export type CsvOptions = {
  readonly label: string;
  /** The label of class 1; if not given, the rarer of two. */
  readonly positive?: string | undefined;
  /** Columns that name a row, and say nothing of others. */
  readonly ids: ReadonlyArray<string>;
  readonly seed: number;
};

const FOLDS = 5;
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', '?']);

const isMissing = (cell: string): boolean => MISSING.has(cell.trim().toLowerCase());

type Column = { readonly column: FeatureColumn; readonly values: Float64Array };

/** Numbers where every cell that is not missing is one, else categories; undefined where nearly every row has its own. */
const columnOf = (name: string, cells: ReadonlyArray<string>): Column | undefined => {
  const known = cells.filter((cell) => !isMissing(cell));
  if (known.every((cell) => Number.isFinite(Number(cell))))
    return {
      column: { name, kind: 'number' },
      values: Float64Array.from(cells, (cell) => (isMissing(cell) ? Number.NaN : Number(cell))),
    };
  const categories = [...new Set(known)].sort();
  if (categories.length > known.length / 2) return undefined;
  const codes = new Map(categories.map((text, code) => [text, code]));
  return {
    column: { name, kind: 'category', categories },
    values: Float64Array.from(cells, (cell) => codes.get(cell) ?? Number.NaN),
  };
};

const positiveOf = (labels: ReadonlyArray<string>, asked: string | undefined): string => {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (asked !== undefined) {
    if (counts.has(asked)) return asked;
    throw new Error(`No row is labelled ${asked}; there are ${[...counts.keys()].join(', ')}.`);
  }
  const [rarer, other, ...more] = [...counts].sort(([a, rows], [b, others]) => rows - others || (a > b ? -1 : 1));
  if (rarer === undefined || other === undefined || more.length > 0)
    throw new Error(`There are ${counts.size} labels, not two: say which is the positive one.`);
  return rarer[0];
};

/** Reads a table with a heading, whose rows have a label; in folds by its column `fold`, or else by the seed. */
export const readCsv = (file: string, { label, positive, ids, seed }: CsvOptions): DataSet => {
  const rows: ReadonlyArray<Record<string, string>> = parse(readFileSync(file), { columns: true, bom: true });
  const names = Object.keys(rows[0] ?? {});
  for (const name of [label, ...ids]) if (!names.includes(name)) throw new Error(`${file} has no column ${name}.`);
  const cellsOf = (name: string): ReadonlyArray<string> => rows.map((row) => row[name] as string);
  const texts = cellsOf(label).map((cell) => cell.trim());
  const one = positiveOf(texts, positive);
  const labels = Float64Array.from(texts, (text) => (text === one ? 1 : 0));
  const columns: Array<Column> = [];
  for (const name of names) {
    if (name === label || name === 'fold' || ids.includes(name)) continue;
    const column = columnOf(name, cellsOf(name));
    if (column === undefined) console.log(`Column ${name} has a text of its own in nearly every row, and is left out.`);
    else columns.push(column);
  }
  const values = new Float64Array(rows.length * columns.length);
  for (const [c, column] of columns.entries())
    for (let row = 0; row < rows.length; row += 1) values[row * columns.length + c] = column.values[row] as number;
  return {
    name: `${basename(file)}, ${rows.length} rows, ${columns.length} columns, ${label} is ${one}`,
    examples: { features: { columns: columns.map(({ column }) => column), rows: rows.length, values }, labels },
    folds: names.includes('fold')
      ? Int32Array.from(cellsOf('fold'), Number)
      : stratifiedFolds(labels, undefined, FOLDS, seed),
  };
};
