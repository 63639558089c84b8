import type { Features } from './examples.js';

/** The values of one column, one a row. */
export const columnValues = ({ columns, rows, values }: Features, column: number): Float64Array => {
  const found = new Float64Array(rows);
  for (let row = 0, at = column; row < rows; row += 1, at += columns.length) found[row] = values[at] as number;
  return found;
};
