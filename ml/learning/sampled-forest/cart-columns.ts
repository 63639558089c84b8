import { median } from '../../statistics/quantile.js';
import { columnValues } from '../column-values.js';
import type { Examples } from '../examples.js';

/** Values beyond would overflow when squared. */
const FURTHEST = 1e100;

/** A column as trees that know neither categories nor missing values take it. */
export type CartColumn = {
  readonly column: number;
  /** Of categories, what each is taken for: the mean label of its rows. Undefined of numbers, which are taken for themselves. */
  readonly ofCategories: Float64Array | undefined;
  /** What is taken for what is missing, or for a category that was not there. */
  readonly ofMissing: number;
  /** One a row. */
  readonly values: Float64Array;
};

const meanOf = (labels: Float64Array): number => labels.reduce((sum, label) => sum + label, 0) / labels.length;

const numberColumn = (column: number, given: Float64Array): CartColumn => {
  const bounded = given.map((value) => Math.min(FURTHEST, Math.max(-FURTHEST, value)));
  const ofMissing = median(bounded) || 0;
  const values = bounded.map((value) => (Number.isNaN(value) ? ofMissing : value));
  return { column, ofCategories: undefined, ofMissing, values };
};

const categoryColumn = (column: number, given: Float64Array, labels: Float64Array, count: number): CartColumn => {
  const ofMissing = meanOf(labels);
  const ofCategories = Float64Array.from({ length: count }, (_, code) => {
    const own = labels.filter((__, row) => given[row] === code);
    return own.length === 0 ? ofMissing : meanOf(own);
  });
  return { column, ofCategories, ofMissing, values: given.map((code) => ofCategories[code] ?? ofMissing) };
};

/** The columns that vary. */
export const cartColumns = ({ features, labels }: Examples): ReadonlyArray<CartColumn> =>
  features.columns
    .map((described, column) => {
      const given = columnValues(features, column);
      return described.kind === 'number'
        ? numberColumn(column, given)
        : categoryColumn(column, given, labels, described.categories.length);
    })
    .filter(({ values }) => values.some((value) => value !== values[0]));
