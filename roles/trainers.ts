import * as E from 'fp-ts/lib/Either.js';
import type { FeatureInputs } from '../application/ports/feature-inputs.js';
import type { ModelName } from '../domain/prediction-model/names.js';
import { trainChurn } from '../ml/churn/train-churn.js';
import type { AskedRows } from '../ml/datasets/account-rows.js';
import { type Dataset, makeDataset } from '../ml/datasets/dataset.js';
import { trainExpansion } from '../ml/expansion/train-expansion.js';
import type { FeatureSet } from '../ml/features/feature-set.js';
import { trainJudgedTrajectory } from '../ml/health-trajectory/judged-training.js';
import { makeTrajectoryExamples } from '../ml/health-trajectory/trajectory-examples.js';
import type { Followed, Learning } from '../ml/learning/threads/learning-threads.js';
import type { CannotTrain } from '../ml/training/cannot-train.js';
import type { Training } from '../ml/training/training.js';
import { wellKnownDays } from '../ml/training/well-known-days.js';

type Told = { readonly inputs: FeatureInputs; readonly set: FeatureSet; readonly asked: AskedRows };

/** A training, and up to where the log had been read for it. */
type Trained = { readonly training: Training; readonly position: string };

type Train<Examples> = (
  learn: Learning,
  examples: Examples,
  seed: number,
  followed?: Followed,
) => Promise<E.Either<CannotTrain, Training>>;

type Trainer = (
  learn: Learning,
  told: Told,
  seed: number,
  followed: Followed,
) => Promise<E.Either<CannotTrain, Trained>>;

const fromDataset =
  (train: Train<Dataset>): Trainer =>
  async (learn, { inputs, set, asked }, seed, followed) => {
    const dataset = await makeDataset(inputs, set)(asked);
    const trained = await train(learn, wellKnownDays(dataset), seed, followed);
    return E.map((training: Training) => ({ training, position: dataset.provenance.position }))(trained);
  };

const fromTrajectories: Trainer = async (learn, { inputs, set, asked }, seed, followed) => {
  const examples = await makeTrajectoryExamples(inputs, set)(asked);
  const trained = await trainJudgedTrajectory(learn, examples, seed, followed);
  return E.map((training: Training) => ({ training, position: examples.position }))(trained);
};

/** How each model is trained. */
export const trainers: Readonly<Record<ModelName, Trainer>> = {
  churn: fromDataset(trainChurn),
  expansion: fromDataset(trainExpansion),
  'health-trajectory': fromTrajectories,
};
