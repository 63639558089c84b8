import type { Either } from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../../ml/learning/cannot-learn.js';
import type { Examples, Features } from '../../ml/learning/examples.js';

export type Trained = {
  /** Probabilities of class 1, one a row. */
  readonly predict: (features: Features) => Float64Array;
  /** What each column contributes to the prediction of the row that begins at a place of the values, where the learner can say. */
  readonly explain?: (values: Float64Array, row: number) => void;
};

/** Something that learns probabilities from examples, in the thread that asks. */
export type Learner = {
  readonly name: string;
  readonly train: (examples: Examples, seed: number) => Either<CannotLearn, Trained>;
};
