import type * as E from 'fp-ts/lib/Either.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { ModelName } from '../../domain/prediction-model/names.js';
import { asFeatures } from '../features/as-features.js';
import type { FeatureSet } from '../features/feature-set.js';
import type { CannotServe, Champion } from './champions.js';
import type { Foretold, Scored } from './foretold.js';
import type { ScoredModel } from './scorers.js';
import type { Score } from './scoring-threads.js';

/** What one of the models answers of accounts. */
export type Predictor = {
  readonly model: ModelName;
  /** Of each row, one of `accounts` each, in order; `undefined` where nothing can be said of it. None of no rows, which tells whether a version can be used. */
  readonly predict: (
    champion: Champion,
    rows: ReadonlyArray<FeatureRow>,
    accounts: ReadonlyArray<Scored>,
  ) => Promise<E.Either<CannotServe, ReadonlyArray<Foretold | undefined>>>;
};

/** Answers from features alone, in threads. */
export const predictorOf = (model: ScoredModel, set: FeatureSet, score: Score): Predictor => ({
  model,
  predict: ({ digest, bytes }, rows, accounts) =>
    score({ model, digest, bytes, features: asFeatures(set, rows), accounts }),
});
