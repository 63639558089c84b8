import * as E from 'fp-ts/lib/Either.js';
import { readChurnModel } from '../churn/model.js';
import { readExpansionModel } from '../expansion/model.js';
import type { CannotRead, OtherColumns } from '../learning/cannot-learn.js';
import type { Features } from '../learning/examples.js';
import type { Foretold, Scored } from './foretold.js';
import { scoreChurn } from './score-churn.js';
import { scoreExpansion } from './score-expansion.js';

/** Answers for rows, one of `accounts` each, in order. */
export type Scorer = (
  features: Features,
  accounts: ReadonlyArray<Scored>,
) => E.Either<OtherColumns, ReadonlyArray<Foretold>>;

/** From the bytes of an artifact to what answers by it, for the models that answer from features alone. */
export const scorers = {
  churn: (bytes: Uint8Array): E.Either<CannotRead, Scorer> => E.map(scoreChurn)(readChurnModel(bytes)),
  expansion: (bytes: Uint8Array): E.Either<CannotRead, Scorer> => E.map(scoreExpansion)(readExpansionModel(bytes)),
};

export type ScoredModel = keyof typeof scorers;
