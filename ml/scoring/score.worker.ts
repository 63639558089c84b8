import * as E from 'fp-ts/lib/Either.js';
import type { CannotRead, OtherColumns } from '../learning/cannot-learn.js';
import type { Features } from '../learning/examples.js';
import type { Foretold, Scored } from './foretold.js';
import { type ScoredModel, type Scorer, scorers } from './scorers.js';

export type ScoreTask = {
  readonly model: ScoredModel;
  /** Of `bytes`, which may be memory that threads share. */
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly features: Features;
  readonly accounts: ReadonlyArray<Scored>;
};

export type ScoreResult = E.Either<CannotRead | OtherColumns, ReadonlyArray<Foretold>>;

/** A champion and the one before, of each model. */
const MOST_HELD = 4;
const held = new Map<string, E.Either<CannotRead, Scorer>>();

const scorerOf = ({ model, digest, bytes }: ScoreTask): E.Either<CannotRead, Scorer> => {
  const scorer = held.get(digest) ?? scorers[model](new Uint8Array(bytes));
  held.delete(digest);
  held.set(digest, scorer);
  for (const oldest of held.keys()) {
    if (held.size <= MOST_HELD) break;
    held.delete(oldest);
  }
  return scorer;
};

/** What a thread does: answers for some rows, by a model that it keeps for the next. */
export default (task: ScoreTask): ScoreResult =>
  E.flatMap((score: Scorer): ScoreResult => score(task.features, task.accounts))(scorerOf(task));
