import type { Features } from '../examples.js';
import { binOfValue, type ColumnBins, columnBinsOf } from './column-bins.js';
import { exclusiveColumns, type LocalBins } from './exclusive-columns.js';

/**
 * Rows as ids of bins. Bin `b` of column `c` has the id `firsts[c] + b`, over all columns. A row has `width` ids, one a slot; a column is
 * found in its slot, which it may share with others: then it is in bin `commons[c]` in rows where the slot has an id of another column.
 */
export type BinnedRows = {
  readonly columns: ReadonlyArray<ColumnBins>;
  readonly rows: number;
  readonly width: number;
  readonly ids: Uint16Array | Uint32Array;
  readonly firsts: Int32Array;
  /** -1 of a column in which no rows differ. */
  readonly slots: Int32Array;
  /** -1 of a column that has its slot alone. */
  readonly commons: Int32Array;
  readonly total: number;
  /** 1 where some row of the column is in bin 0. */
  readonly hasMissing: Uint8Array;
};

/** More rows than this are not looked at to find the edges of bins. */
const ROWS_FOR_EDGES = 200_000;

const columnOf = ({ columns, rows, values }: Features, column: number, step: number): Float64Array => {
  const width = columns.length;
  const found = new Float64Array(Math.ceil(rows / step));
  for (let i = 0, at = column; i < found.length; i += 1, at += step * width) found[i] = values[at] as number;
  return found;
};

/** The columns of each slot in which rows differ; where a slot has several, with the bin each is in unless its id says otherwise. */
const slotsOf = (
  features: Features,
  columns: ReadonlyArray<ColumnBins>,
  locals: ReadonlyArray<Uint16Array>,
): ReadonlyArray<ReadonlyArray<LocalBins & { readonly common: number }>> => {
  const varying = locals
    .map((bins, column) => ({ column, bins, common: binOfValue(columns[column] as ColumnBins, 0) }))
    .filter(({ bins }) => bins.some((bin) => bin !== bins[0]));
  const shared = exclusiveColumns(varying.filter(({ column }) => features.columns[column]?.kind === 'number'));
  const inShared = new Set(shared.flat().map(({ column }) => column));
  const alone = varying.filter(({ column }) => !inShared.has(column));
  return [...shared, ...alone.map(({ column, bins }) => [{ column, bins, common: -1 }])];
};

/** Rows in bins, at most `bins` a column beside that of the missing. */
export const binRows = (features: Features, bins: number): BinnedRows => {
  const { rows } = features;
  const step = Math.max(1, Math.ceil(rows / ROWS_FOR_EDGES));
  const columns = features.columns.map((column, c) => columnBinsOf(column, columnOf(features, c, step), bins));
  const locals = columns.map((column, c) =>
    Uint16Array.from(columnOf(features, c, 1), (value) => binOfValue(column, value)),
  );
  const firsts = new Int32Array(columns.length + 1);
  for (const [c, { count }] of columns.entries()) firsts[c + 1] = (firsts[c] as number) + count;
  const total = firsts[columns.length] as number;
  const contents = slotsOf(features, columns, locals);
  const width = contents.length;
  const ids = total <= 0xffff ? new Uint16Array(rows * width) : new Uint32Array(rows * width);
  const slots = new Int32Array(columns.length).fill(-1);
  const commons = new Int32Array(columns.length).fill(-1);
  for (const [slot, members] of contents.entries())
    for (const [place, member] of members.entries()) {
      const first = firsts[member.column] as number;
      slots[member.column] = slot;
      commons[member.column] = member.common;
      for (let row = 0, at = slot; row < rows; row += 1, at += width)
        if (place === 0 || member.bins[row] !== member.common) ids[at] = first + (member.bins[row] as number);
    }
  const hasMissing = Uint8Array.from(locals, (bins) => (bins.includes(0) ? 1 : 0));
  return { columns, rows, width, ids, firsts, slots, commons, total, hasMissing };
};
