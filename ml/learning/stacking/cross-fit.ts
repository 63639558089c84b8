import { type Either, isLeft, right } from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../cannot-learn.js';
import { type Examples, takeExamples } from '../examples.js';
import { placesWhere } from '../splits/places.js';
import { memberLogOdds } from './member.js';
import type { Recipe } from './recipes.js';

/** Log-odds of each row by a member that learned from the other folds. */
export const crossFit = (
  { train }: Recipe,
  examples: Examples,
  folds: Int32Array,
  seed: number,
): Either<CannotLearn, Float64Array> => {
  const logOdds = new Float64Array(examples.labels.length);
  for (const fold of new Set(folds)) {
    const member = train(
      takeExamples(
        examples,
        placesWhere(folds, (own) => own !== fold),
      ),
      seed,
    );
    if (isLeft(member)) return member;
    const places = placesWhere(folds, (own) => own === fold);
    const predicted = memberLogOdds(member.right, takeExamples(examples, places).features);
    places.forEach((row, i) => {
      logOdds[row] = predicted[i] as number;
    });
  }
  return right(logOdds);
};
