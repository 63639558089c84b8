import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Dataset } from '../datasets/dataset.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import { chooseThreshold } from '../learning/thresholds/choose-threshold.js';
import type { CannotTrain } from '../training/cannot-train.js';
import { checkOutcome, isTold } from '../training/check-outcome.js';
import type { ChancesBy } from '../training/compare-chances.js';
import { judgedTraining } from '../training/judged-training.js';
import { progressOver } from '../training/progress-over.js';
import { examplesAt, heldFrom, knownPlaces, positiveGroups } from '../training/split-examples.js';
import { type Judged, memberNames, trainChance } from '../training/train-chance.js';
import type { Training } from '../training/training.js';
import { churnDirections } from './directions.js';
import {
  explainChurn,
  explainedDays,
  predictChurn,
  type RiskThreshold,
  readChurnModel,
  writeChurnModel,
} from './model.js';
import { pastCases } from './past-cases.js';

const PRECISION = 0.85;

/** The highest recall at 85 % precision, where there is any. */
const thresholdOf = ({ probabilities, labels }: Judged): RiskThreshold | null => {
  const { chosen } = chooseThreshold(probabilities, labels, { by: 'precision', atLeast: PRECISION });
  return chosen === undefined
    ? null
    : { probability: chosen.threshold, precision: chosen.precision, recall: chosen.recall };
};

const chancesBy: ChancesBy = (bytes) => (features) =>
  pipe(
    readChurnModel(bytes),
    E.chainW((model) => predictChurn(model)(features)),
    E.map((rows) =>
      Float64Array.from(rows, (row) => row.find(({ days }) => days === explainedDays)?.probability ?? Number.NaN),
    ),
  );

/**
 * Learns how likely customers leave, horizon by horizon; one that too few are seen to have left in is left out. Refused where that
 * is the one of `explainedDays`. The same data set and seed give the same bytes.
 */
export const trainChurn = async (
  learn: Learning,
  dataset: Dataset,
  seed: number,
  followed: Followed = {},
): Promise<E.Either<CannotTrain, Training>> => {
  const directions = churnDirections(dataset.features.columns);
  const outcomes = ([30, 90, 180] as const).map((days) => ({ days, labels: dataset.leaves[days], directions }));
  const told = outcomes.filter((outcome) => outcome.days === explainedDays || isTold(dataset, outcome));
  const follow = progressOver(2 + 2 * told.length, followed);
  const labels = dataset.leaves[explainedDays];
  const checked = await checkOutcome(learn, dataset, { days: explainedDays, labels, outcome: 'left', seed, follow });
  if (E.isLeft(checked)) return checked;
  const from = heldFrom(dataset.days, knownPlaces(labels));
  const learned = await Promise.all(
    told.map((outcome) => trainChance(learn, dataset, outcome, { from, seed, follow })),
  );
  const chances = E.sequenceArray(learned);
  if (E.isLeft(chances)) return chances;
  const horizons = chances.right.map(({ days, ensemble }) => ({ days, ensemble }));
  const judged = chances.right.map((chance) => chance.judged);
  const explained = judged.find(({ days }) => days === explainedDays) as Judged;
  const model = {
    ...{ columns: dataset.features.columns, horizons, threshold: thresholdOf(explained) },
    leavers: positiveGroups(examplesAt(dataset, labels, knownPlaces(labels))),
  };
  const cases = pastCases(dataset, labels, explainChurn(model).contributions);
  return E.right(
    judgedTraining(dataset, writeChurnModel({ ...model, cases }), {
      judged,
      explained,
      labels,
      members: memberNames,
      chancesBy,
    }),
  );
};
