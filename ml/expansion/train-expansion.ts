import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Dataset } from '../datasets/dataset.js';
import type { CannotLearn } from '../learning/cannot-learn.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import type { CannotTrain } from '../training/cannot-train.js';
import { checkOutcome, isTold } from '../training/check-outcome.js';
import type { ChancesBy } from '../training/compare-chances.js';
import { judgedTraining } from '../training/judged-training.js';
import { progressOver } from '../training/progress-over.js';
import { examplesAt, heldFrom, knownPlaces } from '../training/split-examples.js';
import { type Judged, memberNames, type Outcome, trainChance } from '../training/train-chance.js';
import type { Training } from '../training/training.js';
import { judgeAmounts } from './judge-amounts.js';
import {
  type ExpansionHorizonModel,
  explainedDays,
  intervalLevel,
  predictExpansion,
  readExpansionModel,
  writeExpansionModel,
} from './model.js';

const LESSONS_A_HORIZON = 4;
const OTHER_LESSONS = 4;

type Asked = { readonly from: number; readonly seed: number; readonly follow: () => Followed };
type Expansion = Outcome & { readonly amounts: Float64Array; readonly seats: Float64Array };

/** Of the rows that grew, those with more seats at the end. */
const seatShare = ({ labels, seats }: Expansion): number => {
  const grew = Int32Array.from(labels.keys()).filter((row) => labels[row] === 1);
  return grew.filter((row) => (seats[row] as number) > 0).length / Math.max(1, grew.length);
};

const trainHorizon = async (
  learn: Learning,
  dataset: Dataset,
  expansion: Expansion,
  asked: Asked,
): Promise<E.Either<CannotLearn, { readonly horizon: ExpansionHorizonModel; readonly judged: Judged }>> => {
  const { days, amounts } = expansion;
  const { seed, follow } = asked;
  const examples = examplesAt(dataset, amounts, knownPlaces(amounts));
  const [chance, means, intervals] = await Promise.all([
    trainChance(learn, dataset, expansion, asked),
    learn('expectedAmounts', { examples, seed }, follow()),
    learn('amountIntervals', { examples, seed, level: intervalLevel }, follow()),
  ]);
  return pipe(
    E.Do,
    E.bind('chance', () => chance),
    E.bind('amounts', () => means),
    E.bind('intervals', () => intervals),
    E.map(({ chance: { ensemble, judged }, ...learned }) => ({
      horizon: { days, chance: ensemble, ...learned, seatShare: seatShare(expansion) },
      judged,
    })),
  );
};

const chancesBy: ChancesBy = (bytes) => (features) =>
  pipe(
    readExpansionModel(bytes),
    E.chainW((model) => predictExpansion(model)(features)),
    E.map((rows) =>
      Float64Array.from(rows, (row) => row.find(({ days }) => days === explainedDays)?.probability ?? Number.NaN),
    ),
  );

/**
 * Learns how likely customers come to pay more, and how much, horizon by horizon; one that too few are seen to have grown in is left
 * out. Refused where that is the one of `explainedDays`. The same data set and seed give the same bytes.
 */
export const trainExpansion = async (
  learn: Learning,
  dataset: Dataset,
  seed: number,
  followed: Followed = {},
): Promise<E.Either<CannotTrain, Training>> => {
  const expansions = ([30, 90, 365] as const).map((days): Expansion => {
    const { grew, amount, seats } = dataset.expansions[days];
    return { days, labels: grew, amounts: amount, seats };
  });
  const told = expansions.filter((expansion) => expansion.days === explainedDays || isTold(dataset, expansion));
  const follow = progressOver(OTHER_LESSONS + LESSONS_A_HORIZON * told.length, followed);
  const { grew: labels, amount: amounts } = dataset.expansions[explainedDays];
  const checked = await checkOutcome(learn, dataset, { days: explainedDays, labels, outcome: 'grew', seed, follow });
  if (E.isLeft(checked)) return checked;
  const asked = { from: heldFrom(dataset.days, knownPlaces(labels)), seed, follow };
  const trained = E.sequenceArray(
    await Promise.all(told.map((expansion) => trainHorizon(learn, dataset, expansion, asked))),
  );
  if (E.isLeft(trained)) return trained;
  const horizons = trained.right.map(({ horizon }) => horizon);
  const judged = trained.right.map((each) => each.judged);
  const explained = judged.find(({ days }) => days === explainedDays) as Judged;
  const metrics = explained.inTime
    ? await judgeAmounts(learn, dataset, { days: explainedDays, amounts }, asked)
    : E.right([]);
  if (E.isLeft(metrics)) return metrics;
  const bytes = writeExpansionModel({ columns: dataset.features.columns, horizons });
  return E.right(
    judgedTraining(dataset, bytes, {
      judged,
      explained,
      labels,
      members: memberNames,
      chancesBy,
      metrics: metrics.right,
    }),
  );
};
