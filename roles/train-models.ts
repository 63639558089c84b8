import * as E from 'fp-ts/lib/Either.js';
import type { ModelName } from '../domain/prediction-model/names.js';
import { championOf } from '../domain/prediction-model/state.js';
import { addDays, type CalendarDate, type NonEmptyString, timestampOf } from '../domain/primitives.js';
import type { FeatureSet } from '../ml/features/feature-set.js';
import { type Followed, makeLearningThreads } from '../ml/learning/threads/learning-threads.js';
import { cannotTrainInWords } from '../ml/training/cannot-train.js';
import { modelState, type Provenance, type Recorded, recordTraining } from '../ml/training/record-training.js';
import type { Training } from '../ml/training/training.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { allAccounts } from './all-accounts.js';
import { makeFeatureStore } from './feature-store.js';
import type { RoleContext } from './role.js';
import { trainers } from './trainers.js';

/** What is learned changes where features or their learners do. */
const CODE_VERSION = '1';
const YEARS_LEARNED_FROM = 4;

export type AskedTraining = Followed & {
  readonly seed: number;
  /** The last day whose facts are learned from; yesterday where none is named. */
  readonly asOf?: CalendarDate | undefined;
  /** Whether only what the log held by the end of that day counts. */
  readonly asKnownThen?: boolean;
};

export type TrainingOutcome = { readonly training: Training; readonly recorded: Recorded };

const featuresOf = ({ features }: FeatureSet): Provenance['features'] =>
  features.map(({ hash, definition: { name, version } }) => ({
    name: name as NonEmptyString,
    version,
    hash: hash as NonEmptyString,
  }));

/** Training over the live read models, in threads beside; what comes of it is told to the log, and the rule decides. */
export const makeTraining = ({ adapters }: Pick<RoleContext, 'adapters'>, threads: number) => {
  const { knex, eventStore, modelArtifacts: artifacts } = adapters;
  const { inputs, set, today } = makeFeatureStore(adapters);
  const accounts = makeAccountQueries(knex);
  const { learn, close } = makeLearningThreads(threads);
  const record = recordTraining({ ...eventStore, artifacts, clock: () => timestampOf(Date.now()) });
  const train = async (
    model: ModelName,
    { seed, asOf, asKnownThen = false, ...followed }: AskedTraining,
  ): Promise<E.Either<string, TrainingOutcome>> => {
    const until = asOf ?? addDays(today(), -1);
    const asked = {
      ...{ accountIds: await allAccounts(accounts), grain: 'month' as const },
      ...{ from: addDays(until, -366 * YEARS_LEARNED_FROM), to: until, until },
      ...(asKnownThen && { knownAt: until }),
    };
    const trained = await trainers[model](learn, { inputs, set, asked }, seed, followed);
    if (E.isLeft(trained)) {
      if (trained.left._tag === 'Interrupted') throw new Error(cannotTrainInWords(trained.left));
      return E.left(cannotTrainInWords(trained.left));
    }
    const { training, position } = trained.right;
    const recorded = await record(model, training, {
      logPosition: position as NonEmptyString,
      codeVersion: `${CODE_VERSION}+${set.hash.slice(0, 12)}` as NonEmptyString,
      seed,
      features: featuresOf(set),
    });
    return E.right({ training, recorded });
  };
  const isInUse = async (model: ModelName) => championOf(await modelState(eventStore, model)) !== undefined;
  return { train, isInUse, close };
};
