import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { predictExpansion, readExpansionModel } from '../../../ml/expansion/model.js';
import { trainExpansion } from '../../../ml/expansion/train-expansion.js';
import { learnHere } from '../../../ml/learning/threads/learning-threads.js';
import { cannotTrainInWords } from '../../../ml/training/cannot-train.js';
import { learned } from '../learned.js';
import { madeUpDataset } from '../training/made-up-dataset.js';

const small = { accounts: 40, months: 20 };
const dataset = madeUpDataset(3, small);
const training = learned(await trainExpansion(learnHere, dataset, 7));

it('amounts of another company are right in sum, and lie in their intervals', () => {
  const fresh = madeUpDataset(4, small);
  const outlooks = learned(predictExpansion(learned(readExpansionModel(training.bytes)))(fresh.features));
  const { amount } = fresh.expansions[90];
  const known = [...amount.keys()].filter((row) => !Number.isNaN(amount[row]));
  const sum = (of: (row: number) => number) => known.reduce((all, row) => all + of(row), 0);
  expect(sum((row) => outlooks[row]?.[1]?.amount ?? 0) / sum((row) => amount[row] ?? 0)).toBeCloseTo(1, 0.7);
  const inside = sum((row) => {
    const { low = 0, high = 0 } = outlooks[row]?.[1] ?? {};
    return low <= (amount[row] ?? 0) && (amount[row] ?? 0) <= high ? 1 : 0;
  });
  expect(inside / known.length).toBeGreaterThan(0.74);
  expect(outlooks[0]?.[1]?.seatShare).toBeGreaterThan(0.3);
});

it('how far the sum of amounts was off, and what intervals held, are figures of its evaluation', () => {
  const names = training.evaluation.metrics.map(({ name }) => name);
  expect(training.settings['judged in time'] === 1).toBe(names.includes('bias of the sum of amounts' as never));
  expect(names).toContain('AUC');
});

it('nothing is learned where nobody grew', async () => {
  const none = { ...dataset.expansions[90], grew: dataset.expansions[90].grew.map(() => 0) };
  const trained = await trainExpansion(learnHere, { ...dataset, expansions: { 30: none, 90: none, 365: none } }, 1);
  expect(E.isLeft(trained) && cannotTrainInWords(trained.left)).toBe(
    'too little history: 0 customers grew so far, and 5 are needed',
  );
});
