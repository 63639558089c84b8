import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { answerBoosting } from '../../../../ml/learning/boosting/boosted-trees.js';
import type { ObjectiveName } from '../../../../ml/learning/boosting/objective.js';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import type { Examples } from '../../../../ml/learning/examples.js';
import { normalDraw } from '../../../../ml/statistics/random.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const answersOf = (train: Examples, test: Examples, objective: ObjectiveName): Float64Array => {
  const model = trainBoosting(train, { ...boostingDefaults, rounds: 200, rate: 0.05, objective }, 1);
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
  return answerBoosting(model.right, test.features);
};

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

const spread = (seed: number) =>
  drawnExamples(seed, 3000, numbers('x', 'noise'), ([x = 0], uniform) => 10 * x + (2 + x) * normalDraw(uniform));

const sometimesLarge = (seed: number) =>
  drawnExamples(seed, 4000, numbers('x', 'noise'), ([x = 0], uniform) =>
    uniform() < 0.3 ? Math.exp(5 + x + 0.8 * normalDraw(uniform)) : 0,
  );

it('a mean is learned by squares', () => {
  const test = spread(2);
  const answers = answersOf(spread(1), test, { kind: 'squared' });
  const errors = answers.map((answer, row) => (answer - 10 * (test.features.values[2 * row] ?? 0)) ** 2);
  expect(Math.sqrt(sumOf(errors) / 3000)).toBeLessThan(0.6);
});

it.each([0.1, 0.5, 0.9])('a share %f of the labels is below their quantile', (level) => {
  const test = spread(4);
  const answers = answersOf(spread(3), test, { kind: 'quantile', level });
  const below = answers.filter((answer, row) => (test.labels[row] ?? 0) <= answer).length / 3000;
  expect(Math.abs(below - level)).toBeLessThan(0.04);
});

it('amounts of which most are zero sum to what is expected', () => {
  const test = sometimesLarge(6);
  const answers = answersOf(sometimesLarge(5), test, { kind: 'tweedie', power: 1.5 });
  expect(sumOf(answers) / sumOf(test.labels)).toBeGreaterThan(0.9);
  expect(sumOf(answers) / sumOf(test.labels)).toBeLessThan(1.1);
});

it('amounts above zero are learned by their ratio', () => {
  const above = (seed: number) =>
    drawnExamples(seed, 3000, numbers('x'), ([x = 0], uniform) => Math.exp(3 * x) * -Math.log(1 - uniform()));
  const test = above(8);
  const answers = answersOf(above(7), test, { kind: 'gamma' });
  const ratios = answers.map((answer, row) => Math.abs(Math.log(answer) - 3 * (test.features.values[row] ?? 0)));
  expect(sumOf(ratios) / 3000).toBeLessThan(0.15);
});
