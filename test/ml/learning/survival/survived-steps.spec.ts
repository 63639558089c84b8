import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { answerBoosting } from '../../../../ml/learning/boosting/boosted-trees.js';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import { survivalOf, survivedSteps } from '../../../../ml/learning/survival/survived-steps.js';
import { uniformOf } from '../../../../ml/statistics/random.js';
import { examplesOf, numbers } from '../made-up-examples.js';

describe('lifetimes', () => {
  it('are one example for each step lived through', () => {
    const { features } = examplesOf(numbers('x'), [[7], [8]], []);
    const examples = survivedSteps({ features }, { steps: Int32Array.of(2, 3), ended: Uint8Array.of(1, 0) });
    expect(Array.from(examples.features.values)).toEqual([7, 1, 7, 2, 8, 1, 8, 2, 8, 3]);
    expect(Array.from(examples.labels)).toEqual([0, 1, 0, 0, 0]);
    expect(Array.from(examples.groups ?? [])).toEqual([0, 0, 1, 1, 1]);
  });

  it('give the survival they were drawn by, though most are watched for a while only', () => {
    const uniform = uniformOf(3);
    const hazardOf = (x: number, step: number) => (x > 0.5 ? 0.2 : 0.04) * (step > 3 ? 2 : 1);
    const rows = Array.from({ length: 4000 }, () => [uniform()]);
    const lives = rows.map(([x = 0]) => {
      const watched = 1 + Math.floor(6 * uniform());
      for (let step = 1; step <= watched; step += 1) if (uniform() < hazardOf(x, step)) return [step, 1];
      return [watched, 0];
    });
    const examples = survivedSteps(
      { features: examplesOf(numbers('x'), rows, []).features },
      {
        steps: Int32Array.from(lives, ([step]) => step ?? 0),
        ended: Uint8Array.from(lives, ([, ended]) => ended ?? 0),
      },
    );
    const model = trainBoosting(examples, { ...boostingDefaults, rounds: 150 }, 1);
    if (E.isLeft(model)) throw new Error(model.left._tag);
    const { features } = examplesOf(numbers('x'), [[0.25], [0.75]], []);
    const survival = survivalOf((asked) => answerBoosting(model.right, asked), features, 6);
    [0.25, 0.75].forEach((x, row) => {
      let expected = 1;
      for (let step = 1; step <= 6; step += 1) {
        expected *= 1 - hazardOf(x, step);
        expect(Math.abs((survival[6 * row + step - 1] ?? 0) - expected)).toBeLessThan(0.06);
      }
    });
  });

  it('leave fewer after each step', () => {
    const { features } = examplesOf(numbers('x'), [[1], [2]], []);
    const survival = survivalOf(({ rows }) => new Float64Array(rows).fill(0.5), features, 3);
    expect(Array.from(survival)).toEqual([0.5, 0.25, 0.125, 0.5, 0.25, 0.125]);
  });
});
