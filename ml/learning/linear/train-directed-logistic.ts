import { chain, type Either, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { logistic } from '../boosting/logistic.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import type { Directions, Examples } from '../examples.js';
import type { LinearModel } from './linear-model.js';
import { logisticFit } from './logistic-fit.js';
import { type Term, termsOf, termValues } from './terms.js';

/** Of half the sum of squared coefficients, against the sum of log losses: of a few dozen ones, many columns say a little each. */
const PENALTY = 300;

/**
 * Logistic regression on the columns whose direction is known, in which none counts the other way: a term that would is left
 * out, as members of `stackWeights` are. For outcomes of which there are fewer than columns. Predictions are log-odds.
 */
export const trainDirectedLogistic = (examples: Examples, directions: Directions): Either<CannotLearn, LinearModel> => {
  const { features, labels, weights } = examples;
  const directionOf = ({ column }: Term) => directions[features.columns[column]?.name ?? ''];
  const fitTerms = (terms: ReadonlyArray<Term>): Either<CannotLearn, LinearModel> => {
    if (terms.length === 0) return left({ _tag: 'NothingVaries' });
    const fitted = logisticFit(termValues(terms, features), labels, { penalty: PENALTY, weights });
    if (fitted === undefined) return left({ _tag: 'OneClassOnly', label: labels[0] ?? Number.NaN });
    const [intercept = 0] = fitted;
    const coefficients = fitted.slice(1);
    const agreeing = terms.filter(
      (term, i) => term.of !== 'value' || (coefficients[i] as number) * (directionOf(term) ?? 0) >= 0,
    );
    return agreeing.length === terms.length ? right({ terms, intercept, coefficients }) : fitTerms(agreeing);
  };
  return pipe(
    checkExamples(examples, logistic.allows, true),
    chain(() => fitTerms(termsOf(features).filter((term) => directionOf(term) !== undefined))),
  );
};
