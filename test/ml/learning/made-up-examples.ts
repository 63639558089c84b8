import type { Examples, FeatureColumn } from '../../../ml/learning/examples.js';
import { uniformOf } from '../../../ml/statistics/random.js';

export const numbers = (...names: ReadonlyArray<string>): ReadonlyArray<FeatureColumn> =>
  names.map((name) => ({ name, kind: 'number' }));

/** Examples of rows of values, each with its label. */
export const examplesOf = (
  columns: ReadonlyArray<FeatureColumn>,
  rows: ReadonlyArray<ReadonlyArray<number>>,
  labels: ReadonlyArray<number>,
): Examples => ({
  features: { columns, rows: rows.length, values: Float64Array.from(rows.flat()) },
  labels: Float64Array.from(labels),
});

/** Rows of uniform draws between -1 and 1, a label drawn for each. */
export const drawnExamples = (
  seed: number,
  rows: number,
  columns: ReadonlyArray<FeatureColumn>,
  labelOf: (row: ReadonlyArray<number>, uniform: () => number) => number,
): Examples => {
  const uniform = uniformOf(seed);
  const drawn = Array.from({ length: rows }, () =>
    columns.map((column) =>
      column.kind === 'number' ? 2 * uniform() - 1 : Math.floor(uniform() * column.categories.length),
    ),
  );
  const labels = drawn.map((row) => labelOf(row, uniform));
  return examplesOf(columns, drawn, labels);
};
