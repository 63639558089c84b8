import { type Either, isLeft, right } from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../cannot-learn.js';
import { type Examples, type Features, takeExamples } from '../examples.js';
import { placesWhere } from './places.js';

/** What is predicted of each row by a model that learned from the rows of other folds. */
export const crossFit = <Model>(
  train: (examples: Examples) => Either<CannotLearn, Model>,
  predict: (model: Model, features: Features) => Float64Array,
  examples: Examples,
  folds: Int32Array,
): Either<CannotLearn, Float64Array> => {
  const predictions = new Float64Array(examples.labels.length);
  for (const fold of new Set(folds)) {
    const others = placesWhere(folds, (own) => own !== fold);
    const model = train(takeExamples(examples, others));
    if (isLeft(model)) return model;
    const places = placesWhere(folds, (own) => own === fold);
    const predicted = predict(model.right, takeExamples(examples, places).features);
    places.forEach((row, i) => {
      predictions[row] = predicted[i] as number;
    });
  }
  return right(predictions);
};
