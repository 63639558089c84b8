import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { FeatureColumn, Features } from '../learning/examples.js';
import type { FeatureSet } from './feature-set.js';

const categoriesIn = (rows: ReadonlyArray<FeatureRow>, place: number): ReadonlyArray<string> => {
  const texts = new Set<string>();
  for (const { values } of rows) {
    const value = values[place];
    if (typeof value === 'string') texts.add(value);
  }
  return [...texts].sort();
};

/** Rows as learners take them: `rows` x columns of the set, row-major, NaN where missing, the categories of a column in order. */
export const asFeatures = (set: FeatureSet, rows: ReadonlyArray<FeatureRow>): Features => {
  const columns = set.features.map(
    ({ column: name, definition: { kind } }, place): FeatureColumn =>
      kind === 'number' ? { name, kind } : { name, kind, categories: categoriesIn(rows, place) },
  );
  const codes = columns.map((column) =>
    column.kind === 'number' ? undefined : new Map(column.categories.map((text, code) => [text, code])),
  );
  const values = new Float64Array(rows.length * columns.length).fill(Number.NaN);
  for (const [r, row] of rows.entries()) {
    for (const [c, value] of row.values.entries()) {
      const told = typeof value === 'string' ? codes[c]?.get(value) : value;
      if (typeof told === 'number') values[r * columns.length + c] = told;
    }
  }
  return { columns, rows: rows.length, values };
};
