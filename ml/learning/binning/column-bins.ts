import type { FeatureColumn } from '../examples.js';
import { numberEdges, placeAmong } from './number-edges.js';

/** How the values of a column are told apart. Bin 0 is for what is missing; `count` includes it. */
export type ColumnBins = { readonly count: number } & (
  | { readonly kind: 'number'; readonly edges: Float64Array }
  /** By category; rare ones, for which no bin is left, share bin 0. */
  | { readonly kind: 'category'; readonly binOf: Uint16Array }
);

/** The bins of a column's values (one a row), at most `bins` beside that of the missing. The most common categories have a bin each. */
export const columnBinsOf = (column: FeatureColumn, values: Float64Array, bins: number): ColumnBins => {
  if (column.kind === 'number') {
    const edges = numberEdges(values, bins);
    return { kind: 'number', edges, count: edges.length + 2 };
  }
  const rowsOf = new Int32Array(column.categories.length);
  for (const code of values) if (code < rowsOf.length) rowsOf[code] = (rowsOf[code] as number) + 1;
  const seen = Array.from(rowsOf.keys()).filter((code) => (rowsOf[code] as number) > 0);
  seen.sort((a, b) => (rowsOf[b] as number) - (rowsOf[a] as number) || a - b);
  const binOf = new Uint16Array(rowsOf.length);
  seen.slice(0, bins).forEach((code, place) => {
    binOf[code] = place + 1;
  });
  return { kind: 'category', binOf, count: Math.min(bins, seen.length) + 1 };
};

/** The bin of a value; 0 where it is NaN or a category that has no bin. */
export const binOfValue = (bins: ColumnBins, value: number): number => {
  if (Number.isNaN(value)) return 0;
  return bins.kind === 'number' ? placeAmong(bins.edges, value) + 1 : (bins.binOf[value] ?? 0);
};
