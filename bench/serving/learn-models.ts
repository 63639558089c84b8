import * as E from 'fp-ts/lib/Either.js';
import { type ChurnModel, explainChurn, writeChurnModel } from '../../ml/churn/model.js';
import type { Dataset } from '../../ml/datasets/dataset.js';
import { writeExpansionModel } from '../../ml/expansion/model.js';
import { type Examples, takeExamples } from '../../ml/learning/examples.js';
import type { Learning } from '../../ml/learning/threads/learning-threads.js';

const SEED = 1;
const INTERVAL_LEVEL = 0.8;

const told = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(`nothing was learned: ${JSON.stringify(result.left)}`);
  return result.right;
};

const knownIn = (labels: Float64Array): Int32Array =>
  Int32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));

const labelled = ({ features, groups }: Dataset, labels: Float64Array): Examples =>
  takeExamples({ features, labels, groups }, knownIn(labels));

/** The first row of each account is a case of the past. */
const casesOf = (
  { features, keys, leaves }: Dataset,
  columns: ChurnModel['columns'],
  horizons: ChurnModel['horizons'],
): ChurnModel['cases'] => {
  const first = new Set<string>();
  const places = knownIn(leaves[90]).filter((row) => {
    const { accountId } = keys[row] as Dataset['keys'][number];
    return first.size < first.add(accountId).size;
  });
  const cases = takeExamples({ features, labels: leaves[90] }, places);
  return {
    accountIds: [...first],
    left: Uint8Array.from(cases.labels),
    contributions: explainChurn({ horizons }).contributions({ ...cases.features, columns }),
  };
};

/** Artifacts of a churn model and of an expansion model of full size, without being judged: what they cost to apply is measured. */
export const learnModels = async (learn: Learning, data: Dataset) => {
  const { columns } = data.features;
  const ensembleOf = async (labels: Float64Array) =>
    told(await learn('ensemble', { examples: labelled(data, labels), seed: SEED })).ensemble;
  const leaves = await Promise.all(
    ([30, 90, 180] as const).map(async (days) => ({ days, ensemble: await ensembleOf(data.leaves[days]) })),
  );
  const outlooks = await Promise.all(
    ([30, 90, 365] as const).map(async (days) => {
      const { grew, amount } = data.expansions[days];
      const examples = labelled(data, amount);
      return {
        days,
        chance: await ensembleOf(grew),
        amounts: told(await learn('expectedAmounts', { examples, seed: SEED })),
        intervals: told(await learn('amountIntervals', { examples, seed: SEED, level: INTERVAL_LEVEL })),
        seatShare: 0.5,
      };
    }),
  );
  return {
    churn: writeChurnModel({
      ...{ columns, horizons: leaves, threshold: null, leavers: 0 },
      cases: casesOf(data, columns, leaves),
    }),
    expansion: writeExpansionModel({ columns, horizons: outlooks }),
  };
};
