import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { answerBoosting } from '../../../../ml/learning/boosting/boosted-trees.js';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import type { Examples, FeatureColumn } from '../../../../ml/learning/examples.js';
import { predictForest } from '../../../../ml/learning/forest/forest.js';
import { forestDefaults, trainForest } from '../../../../ml/learning/forest/train-forest.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { logLoss } from '../../../../ml/learning/metrics/probability-scores.js';
import { gainByChance } from '../../../../ml/learning/trees/gain-by-chance.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const LEVELS = 50;
const state: FeatureColumn = {
  name: 'state',
  kind: 'category',
  categories: Array.from({ length: LEVELS }, (_, code) => `state ${code}`),
};

/** Columns of numbers that tell something, and a category whose levels differ by draws of that deviation. */
const drawn = (seed: number, rows: number, deviation: number): Examples => {
  const uniform = uniformOf(99);
  const effects = Array.from({ length: LEVELS }, () => deviation * normalDraw(uniform));
  return drawnExamples(seed, rows, [...numbers('u', 'v', 'w'), state], ([u = 0, v = 0, w = 0, code = 0], draw) =>
    draw() < sigmoid(2 * u + 2 * v * w + (effects[code] as number)) ? 1 : 0,
  );
};

const withoutState = (examples: Examples): Examples => {
  const { columns, rows, values } = examples.features;
  const kept = values.filter((_, at) => at % columns.length !== 3);
  return { ...examples, features: { columns: columns.slice(0, 3), rows, values: kept } };
};

const right = <Answer>(answer: E.Either<unknown, Answer>): Answer => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left));
  return answer.right;
};

const boosting = (examples: Examples, fresh: Examples): number => {
  const model = right(trainBoosting(examples, { ...boostingDefaults, rounds: 150, rate: 0.1 }, 1));
  return logLoss(answerBoosting(model, fresh.features), fresh.labels);
};

const forest = (examples: Examples, fresh: Examples): number => {
  const model = right(trainForest(examples, { ...forestDefaults, trees: 60 }, 1));
  return logLoss(predictForest(model, fresh.features), fresh.labels);
};

describe.each([
  ['boosting', boosting],
  ['a forest', forest],
])('of a category with many levels, %s', (_, lossOf) => {
  const losses = (deviation: number) => {
    const examples = drawn(1, 2000, deviation);
    const fresh = drawn(2, 6000, deviation);
    return { with: lossOf(examples, fresh), without: lossOf(withoutState(examples), withoutState(fresh)) };
  };

  it('loses little by one that says nothing', () => {
    const told = losses(0);
    expect(told.with).toBeLessThan(told.without + 0.003);
  });

  it('uses one that says much', () => {
    const told = losses(1);
    expect(told.with).toBeLessThan(told.without - 0.03);
  });
});

it('what noise alone gains by the order of categories is what is found among draws', () => {
  const uniform = uniformOf(7);
  const found = (taken: number, hessian: number): number => {
    let gains = 0;
    for (let turn = 0; turn < 2000; turn += 1) {
      const gradients = Array.from({ length: LEVELS }, () => Math.sqrt(hessian) * normalDraw(uniform)).sort(
        (a, b) => a - b,
      );
      const all = gradients.reduce((sum, each) => sum + each, 0);
      const left = gradients.slice(0, taken).reduce((sum, each) => sum + each, 0);
      const leftHessian = taken * hessian;
      const whole = LEVELS * hessian;
      gains += left ** 2 / leftHessian + (all - left) ** 2 / (whole - leftHessian) - all ** 2 / whole;
    }
    return gains / 2000;
  };
  for (const taken of [2, 10, 25]) {
    const told = gainByChance(taken, LEVELS, taken * Math.sqrt(3), 3 * taken, 3 * (LEVELS - taken));
    expect(Math.abs(told / found(taken, 3) - 1)).toBeLessThan(0.1);
  }
});
