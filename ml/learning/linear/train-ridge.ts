import { chain, type Either, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { MultivariateLinearRegression } from 'ml-regression';
import { squared } from '../boosting/amounts.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import type { Examples } from '../examples.js';
import { rootMeanSquareError } from '../metrics/regression-errors.js';
import { choosePenalty, type LinearFit } from './choose-penalty.js';
import type { LinearModel } from './linear-model.js';
import { termsOf, termValues } from './terms.js';

/** A penalty is a row below the others for each term, in which only that term is not zero. */
const fitRidge: LinearFit = ({ features, labels, weights }, penalty) => {
  const terms = termsOf(features);
  if (terms.length === 0) return left({ _tag: 'NothingVaries' });
  const values = termValues(terms, features);
  const roots = labels.map((_, row) => Math.sqrt(weights?.[row] ?? 1));
  const x = Array.from(roots, (root, row) => [root, ...values.map((term) => root * (term[row] as number))]);
  const y = Array.from(roots, (root, row) => [root * (labels[row] as number)]);
  terms.forEach((_, own) => {
    x.push([0, ...terms.map((__, other) => (other === own ? Math.sqrt(penalty) : 0))]);
    y.push([0]);
  });
  const { weights: fitted } = new MultivariateLinearRegression(x, y, { intercept: false, statistics: false });
  const [intercept = 0, ...coefficients] = fitted.map(([coefficient = 0]) => coefficient);
  return right({ terms, intercept, coefficients: Float64Array.from(coefficients) });
};

/**
 * Ridge regression (Hoerl and Kennard 1970) on the terms of `trainLogistic`. The penalty of squared coefficients is chosen by two
 * halves of the examples, which part no group. Predictions are amounts.
 */
export const trainRidge = (examples: Examples, seed: number): Either<CannotLearn, LinearModel> =>
  pipe(
    checkExamples(examples, squared.allows, false),
    chain(() => fitRidge(examples, choosePenalty(fitRidge, rootMeanSquareError, examples, seed))),
  );
