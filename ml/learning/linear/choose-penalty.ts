import { type Either, isLeft } from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../cannot-learn.js';
import { type Examples, takeExamples } from '../examples.js';
import { placesWhere } from '../splits/places.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';
import { type LinearModel, predictLinear } from './linear-model.js';

const FOLDS = 2;

/** Of the sum of losses over standardised terms, from hardly any to one under which only strong effects are left. */
const PENALTIES = [1, 10, 100] as const;

export type LinearFit = (examples: Examples, penalty: number) => Either<CannotLearn, LinearModel>;

/** The penalty under which models of the other folds have the least mean loss. */
export const choosePenalty = (
  learn: LinearFit,
  lossOf: (predicted: Float64Array, labels: Float64Array) => number,
  examples: Examples,
  seed: number,
): number => {
  const folds = stratifiedFolds(examples.labels, examples.groups, FOLDS, seed);
  const losses = PENALTIES.map((penalty) => {
    let sum = 0;
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const learned = learn(
        takeExamples(
          examples,
          placesWhere(folds, (own) => own !== fold),
        ),
        penalty,
      );
      if (isLeft(learned)) continue;
      const { features, labels } = takeExamples(
        examples,
        placesWhere(folds, (own) => own === fold),
      );
      if (labels.length > 0) sum += lossOf(predictLinear(learned.right, features), labels) * labels.length;
    }
    return sum;
  });
  return PENALTIES[losses.indexOf(Math.min(...losses))] ?? PENALTIES[0];
};
