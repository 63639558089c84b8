import { momentsOf } from '../../statistics/moments.js';
import { columnValues } from '../column-values.js';
import type { Features } from '../examples.js';

type Source =
  /** What is missing counts as the mean. */
  | { readonly of: 'value' }
  | { readonly of: 'missing' }
  /** One of the column's categories; one that was not known is none of them. */
  | { readonly of: 'category'; readonly category: number };

/** What a linear model multiplies: of the rows it was made for, its mean is zero and its variance one. */
export type Term = Source & {
  readonly column: number;
  readonly mean: number;
  readonly deviation: number;
  /** Values further out than any seen are taken for the furthest seen. */
  readonly least: number;
  readonly most: number;
};

/** Squares of values further from zero would overflow in sums. */
const FURTHEST = 1e100;

const termed = (source: Source, given: number): number => {
  switch (source.of) {
    case 'value':
      return Math.min(FURTHEST, Math.max(-FURTHEST, given));
    case 'missing':
      return Number.isNaN(given) ? 1 : 0;
    case 'category':
      return given === source.category ? 1 : 0;
  }
};

const sourcesOf = (features: Features, column: number): ReadonlyArray<Source> => {
  const described = features.columns[column];
  if (described?.kind === 'category')
    return described.categories.map((_, category) => ({ of: 'category', category }) as const);
  return [{ of: 'value' }, { of: 'missing' }];
};

/** The terms of all columns that vary. */
export const termsOf = (features: Features): ReadonlyArray<Term> =>
  features.columns.flatMap((_, column) => {
    const given = columnValues(features, column);
    return sourcesOf(features, column).flatMap((source): ReadonlyArray<Term> => {
      const values = given.map((each) => termed(source, each));
      const present = values.filter((each) => !Number.isNaN(each));
      const { mean, variance } = momentsOf(present);
      const deviation = Math.sqrt(variance);
      if (!(deviation > 1e-12 * Math.abs(mean))) return [];
      const least = present.reduce((a, b) => Math.min(a, b));
      const most = present.reduce((a, b) => Math.max(a, b));
      return [{ ...source, column, mean, deviation, least, most }];
    });
  });

export const termValue = (term: Term, given: number): number => {
  const value = termed(term, given);
  if (Number.isNaN(value)) return 0;
  return (Math.min(term.most, Math.max(term.least, value)) - term.mean) / term.deviation;
};

/** One array a term, one value a row. */
export const termValues = (terms: ReadonlyArray<Term>, features: Features): ReadonlyArray<Float64Array> =>
  terms.map((term) => columnValues(features, term.column).map((given) => termValue(term, given)));
