import * as E from 'fp-ts/lib/Either.js';
import type { BoostingSettings } from '../boosting/settings.js';
import type { CannotLearn } from '../cannot-learn.js';
import type { Examples } from '../examples.js';
import { placesWhere } from '../splits/places.js';
import type { Learning } from './learning-threads.js';

/** Answers for all rows, each by boosted trees that were grown without its fold; folds are learned beside each other. */
export const crossValidateBoosting =
  (learn: Learning) =>
  async (
    examples: Examples,
    folds: Int32Array,
    settings: BoostingSettings,
    seed: number,
  ): Promise<E.Either<CannotLearn, Float64Array>> => {
    const answers = new Float64Array(folds.length);
    const learned = await Promise.all(
      [...new Set(folds)].map(async (fold) => ({
        places: placesWhere(folds, (each) => each === fold),
        of: await learn('boostingFold', { examples, settings, seed, folds, fold }),
      })),
    );
    for (const { places, of } of learned) {
      if (E.isLeft(of)) return of;
      places.forEach((row, i) => {
        answers[row] = of.right[i] as number;
      });
    }
    return E.right(answers);
  };
