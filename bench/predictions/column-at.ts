import type { Dataset } from '../../ml/datasets/dataset.js';

/** The latest version of a feature at rows of a data set. */
export const columnAt =
  ({ features: { columns, values } }: Pick<Dataset, 'features'>, rows: Int32Array) =>
  (feature: string, whereMissing: number): Float64Array => {
    const place = columns.findLastIndex(({ name }) => name.startsWith(`${feature}@`));
    return Float64Array.from(rows, (row) => {
      const value = values[row * columns.length + place] ?? Number.NaN;
      return Number.isNaN(value) ? whereMissing : value;
    });
  };
