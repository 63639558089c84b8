import * as E from 'fp-ts/lib/Either.js';
import type { Dataset } from '../../ml/datasets/dataset.js';
import { explainedDays, predictExpansion, readExpansionModel } from '../../ml/expansion/model.js';
import { trainExpansion } from '../../ml/expansion/train-expansion.js';
import { totalAmount } from '../../ml/learning/amounts/expected-amounts.js';
import { takeFeatures } from '../../ml/learning/examples.js';
import { intervalCoverage, meanAbsoluteError } from '../../ml/learning/metrics/regression-errors.js';
import type { Learning } from '../../ml/learning/threads/learning-threads.js';
import { cannotTrainInWords } from '../../ml/training/cannot-train.js';
import { columnAt } from './column-at.js';
import { holdOutLastDays } from './held-out.js';
import { printChances, say } from './print-table.js';

const sum = (values: Float64Array): number => values.reduce((all, each) => all + each, 0);

/** Expansion within 90 days of the days held out: who grows, by how much, and what that is over the book. */
export const benchExpansion = async (learn: Learning, dataset: Dataset, seed: number): Promise<void> => {
  const { past, rows } = holdOutLastDays(dataset);
  const trained = await trainExpansion(learn, past, seed);
  if (E.isLeft(trained)) return say(`expansion: not trained, ${cannotTrainInWords(trained.left)}`);
  const model = readExpansionModel(trained.right.bytes);
  if (E.isLeft(model)) throw new Error(model.left._tag);
  const outlooks = predictExpansion(model.right)(takeFeatures(dataset.features, rows));
  if (E.isLeft(outlooks)) throw new Error(outlooks.left._tag);
  const of = (name: 'probability' | 'amount' | 'low' | 'high') =>
    Float64Array.from(outlooks.right, (row) => row.find(({ days }) => days === explainedDays)?.[name] ?? Number.NaN);
  const at = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  const { grew, amount } = dataset.expansions[explainedDays];
  const [labels, came] = [at(grew), at(amount)];
  const { examples, positives } = trained.right;
  const column = columnAt(dataset, rows);
  say(
    `expansion within 90 days: learned from ${examples} rows, ${positives} of customers that grew; ` +
      `${rows.length} later rows, ${labels.filter((label) => label === 1).length} that grew`,
  );
  printChances(labels, [
    { by: 'model', scores: of('probability'), areChances: true },
    { by: 'share of the past', scores: labels.map(() => positives / examples), areChances: true },
    { by: 'expansions being negotiated alone', scores: column('open_expansions', 0), areChances: false },
    { by: 'seats in use alone', scores: column('seat_utilisation', 0), areChances: false },
  ]);
  const known = past.expansions[explainedDays].amount.filter((each) => !Number.isNaN(each));
  const guesses = [
    ['model', of('amount')],
    ['mean of the past', came.map(() => sum(known) / known.length)],
    ['a quarter of the last year', column('arr_expansion_365d', 0).map((each) => each / 4)],
  ] as const;
  for (const [by, told] of guesses)
    say(
      `  ${by.padEnd(34)} sum ${(100 * (sum(told) / sum(came) - 1)).toFixed(1)} % off, ` +
        `mean absolute error ${meanAbsoluteError(told, came).toFixed(0)}`,
    );
  const amounts = model.right.horizons.find(({ days }) => days === explainedDays)?.amounts;
  if (amounts === undefined) return;
  const total = totalAmount(amounts, of('amount'), 0.8);
  const inside = sum(came) >= total.low && sum(came) <= total.high;
  say(
    `  80 % intervals hold ${(100 * intervalCoverage(of('low'), of('high'), came)).toFixed(1)} % of the amounts; ` +
      `that of the sum, ${total.low.toFixed(0)} to ${total.high.toFixed(0)}, ${inside ? 'holds' : 'does not hold'} ${sum(came).toFixed(0)}`,
  );
};
