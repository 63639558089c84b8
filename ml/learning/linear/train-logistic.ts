import { chain, type Either, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { logistic } from '../boosting/logistic.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import type { Examples } from '../examples.js';
import { sigmoid } from '../logit.js';
import { logLoss } from '../metrics/probability-scores.js';
import { choosePenalty, type LinearFit } from './choose-penalty.js';
import type { LinearModel } from './linear-model.js';
import { logisticFit } from './logistic-fit.js';
import { termsOf, termValues } from './terms.js';

const fitLogistic: LinearFit = ({ features, labels, weights }, penalty) => {
  const terms = termsOf(features);
  if (terms.length === 0) return left({ _tag: 'NothingVaries' });
  const fitted = logisticFit(termValues(terms, features), labels, { penalty, weights });
  if (fitted === undefined) return left({ _tag: 'OneClassOnly', label: labels[0] ?? Number.NaN });
  return right({ terms, intercept: fitted[0] as number, coefficients: fitted.slice(1) });
};

/**
 * Logistic regression on standardised columns, with indicators of what is missing and of each category. The penalty of squared
 * coefficients is chosen by two halves of the examples, which part no group. Predictions are log-odds.
 */
export const trainLogistic = (examples: Examples, seed: number): Either<CannotLearn, LinearModel> => {
  const loss = (logOdds: Float64Array, labels: Float64Array) => logLoss(logOdds.map(sigmoid), labels);
  return pipe(
    checkExamples(examples, logistic.allows, true),
    chain(() => fitLogistic(examples, choosePenalty(fitLogistic, loss, examples, seed))),
  );
};
