import * as E from 'fp-ts/lib/Either.js';
import type { ModelName } from '../domain/prediction-model/names.js';
import { championOf } from '../domain/prediction-model/state.js';
import { addDays, type CalendarDate, type NonEmptyString, timestampOf } from '../domain/primitives.js';
import { trainChurn } from '../ml/churn/train-churn.js';
import { type Dataset, makeDataset } from '../ml/datasets/dataset.js';
import { trainExpansion } from '../ml/expansion/train-expansion.js';
import type { FeatureSet } from '../ml/features/feature-set.js';
import { type Followed, type Learning, makeLearningThreads } from '../ml/learning/threads/learning-threads.js';
import { type CannotTrain, cannotTrainInWords } from '../ml/training/cannot-train.js';
import { modelState, type Provenance, type Recorded, recordTraining } from '../ml/training/record-training.js';
import type { Training } from '../ml/training/training.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { allAccounts } from './all-accounts.js';
import { makeFeatureStore } from './feature-store.js';
import type { RoleContext } from './role.js';

type Trainer = {
  /** Whether it learns from how health went on. */
  readonly withPaths: boolean;
  readonly train: (
    learn: Learning,
    dataset: Dataset,
    seed: number,
    followed?: Followed,
  ) => Promise<E.Either<CannotTrain, Training>>;
};

const trainers: Readonly<Partial<Record<ModelName, Trainer>>> = {
  churn: { withPaths: false, train: trainChurn },
  expansion: { withPaths: false, train: trainExpansion },
};

export const trainableModels = Object.keys(trainers) as ReadonlyArray<ModelName>;

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
    const trainer = trainers[model];
    if (trainer === undefined) return E.left('nothing is known of how to train it');
    const until = asOf ?? addDays(today(), -1);
    const dataset = await makeDataset(
      inputs,
      set,
    )({
      ...{ accountIds: await allAccounts(accounts), grain: 'month', withPaths: trainer.withPaths },
      ...{ from: addDays(until, -366 * YEARS_LEARNED_FROM), to: until, until },
      ...(asKnownThen && { knownAt: until }),
    });
    const trained = await trainer.train(learn, dataset, seed, followed);
    if (E.isLeft(trained)) {
      if (trained.left._tag === 'Interrupted') throw new Error(cannotTrainInWords(trained.left));
      return E.left(cannotTrainInWords(trained.left));
    }
    const recorded = await record(model, trained.right, {
      logPosition: dataset.provenance.position as NonEmptyString,
      codeVersion: `${CODE_VERSION}+${set.hash.slice(0, 12)}` as NonEmptyString,
      seed,
      features: featuresOf(set),
    });
    return E.right({ training: trained.right, recorded });
  };
  const isInUse = async (model: ModelName) => championOf(await modelState(eventStore, model)) !== undefined;
  return { train, isInUse, close };
};
