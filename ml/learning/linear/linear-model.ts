import type { Features } from '../examples.js';
import { type Term, termValue } from './terms.js';

export type LinearModel = {
  readonly terms: ReadonlyArray<Term>;
  readonly intercept: number;
  /** One a term. */
  readonly coefficients: Float64Array;
};

/** What each column adds to the intercept, row-major: a row's sum and the intercept are its prediction. */
export const linearContributions = (
  { terms, coefficients }: LinearModel,
  { columns, rows, values }: Features,
): Float64Array => {
  const width = columns.length;
  const contributions = new Float64Array(rows * width);
  terms.forEach((term, t) => {
    const coefficient = coefficients[t] as number;
    for (let at = term.column; at < contributions.length; at += width)
      contributions[at] = (contributions[at] as number) + coefficient * termValue(term, values[at] as number);
  });
  return contributions;
};

/** One value a row: log-odds of a logistic model, amounts of a ridge regression. */
export const predictLinear = (
  { terms, intercept, coefficients }: LinearModel,
  { columns, rows, values }: Features,
): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) =>
    terms.reduce(
      (sum, term, t) =>
        sum + (coefficients[t] as number) * termValue(term, values[row * columns.length + term.column] as number),
      intercept,
    ),
  );
