import * as E from 'fp-ts/lib/Either.js';
import { explainedDays, predictChurn, readChurnModel } from '../../ml/churn/model.js';
import { trainChurn } from '../../ml/churn/train-churn.js';
import type { Dataset } from '../../ml/datasets/dataset.js';
import { takeFeatures } from '../../ml/learning/examples.js';
import type { Learning } from '../../ml/learning/threads/learning-threads.js';
import { cannotTrainInWords } from '../../ml/training/cannot-train.js';
import { trueRisk } from '../features/bayes-limit.js';
import type { TrainingCompany } from '../features/training-company.js';
import { columnAt } from './column-at.js';
import { holdOutLastDays } from './held-out.js';
import { printChances, say } from './print-table.js';

/** Churn within 90 days of the days held out, beside what the simulator's own hazards tell, and what one number tells. */
export const benchChurn = async (
  learn: Learning,
  dataset: Dataset,
  { accountIds, company }: TrainingCompany,
  seed: number,
): Promise<void> => {
  const { past, rows } = holdOutLastDays(dataset);
  const trained = await trainChurn(learn, past, seed);
  if (E.isLeft(trained)) return say(`churn: not trained, ${cannotTrainInWords(trained.left)}`);
  const model = readChurnModel(trained.right.bytes);
  if (E.isLeft(model)) throw new Error(model.left._tag);
  const chances = predictChurn(model.right)(takeFeatures(dataset.features, rows));
  if (E.isLeft(chances)) throw new Error(chances.left._tag);
  const labels = Float64Array.from(rows, (row) => dataset.leaves[explainedDays][row] ?? Number.NaN);
  const customers = new Map(accountIds.map((id, i) => [id, company.customers[i]]));
  const truth = Float64Array.from(rows, (row) => {
    const key = dataset.keys[row];
    const customer = key && customers.get(key.accountId);
    return key && customer ? trueRisk(customer, key.day, explainedDays) : Number.NaN;
  });
  const { examples, positives } = trained.right;
  const column = columnAt(dataset, rows);
  say(
    `churn within 90 days: learned from ${examples} rows, ${positives} of customers that left; ` +
      `${rows.length} later rows, ${labels.filter((label) => label === 1).length} that left`,
  );
  printChances(labels, [
    { by: "the simulator's hazards (limit)", scores: truth, areChances: true },
    {
      by: 'model',
      scores: Float64Array.from(
        chances.right,
        (row) => row.find(({ days }) => days === explainedDays)?.probability ?? Number.NaN,
      ),
      areChances: true,
    },
    { by: 'share of the past', scores: labels.map(() => positives / examples), areChances: true },
    { by: 'health score alone', scores: column('health_score', 50).map((score) => -score), areChances: false },
    {
      by: 'nearness of the renewal alone',
      scores: column('renewal_distance_days', 1_000).map((days) => -days),
      areChances: false,
    },
  ]);
};
