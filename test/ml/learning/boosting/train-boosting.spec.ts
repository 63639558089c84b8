import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { answerBoosting, type BoostedTrees, predictBoosting } from '../../../../ml/learning/boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import type { Examples, FeatureColumn } from '../../../../ml/learning/examples.js';
import { drawnExamples, examplesOf, numbers } from '../made-up-examples.js';

const trained = (examples: Examples, settings: Partial<BoostingSettings> = {}, seed = 1): BoostedTrees => {
  const model = trainBoosting(examples, { ...boostingDefaults, rounds: 60, rate: 0.1, ...settings }, seed);
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
  return model.right;
};

const refused = (examples: Examples, settings: Partial<BoostingSettings> = {}) => {
  const model = trainBoosting(examples, { ...boostingDefaults, rounds: 20, ...settings }, 1);
  return E.isLeft(model) ? model.left : undefined;
};

const answers = (model: BoostedTrees, ...rows: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<number> =>
  Array.from(answerBoosting(model, examplesOf(model.columns, rows, []).features));

const step = (x: number): 0 | 1 => (x > 0.2 ? 1 : 0);
const withNoise = (label: 0 | 1, uniform: () => number): number => (uniform() < 0.1 ? 1 - label : label);

describe('boosted trees', () => {
  it('say the probabilities that labels were drawn by', () => {
    const examples = drawnExamples(1, 4000, numbers('x', 'noise'), ([x = 0], uniform) => withNoise(step(x), uniform));
    const [low = 0, high = 0] = answers(trained(examples), [-0.5, 0], [0.7, 0]);
    expect(low).toBeCloseTo(0.1, 1);
    expect(high).toBeCloseTo(0.9, 1);
  });

  it('find what two columns say only together', () => {
    const examples = drawnExamples(2, 2000, numbers('x', 'y'), ([x = 0, y = 0]) => step(x * y));
    const [both = 0, one = 1] = answers(trained(examples), [0.9, 0.9], [0.9, -0.9]);
    expect(both).toBeGreaterThan(0.95);
    expect(one).toBeLessThan(0.05);
  });

  it('learn which way a missing value goes', () => {
    const rows = Array.from({ length: 600 }, (_, i) => [i % 3 === 0 ? Number.NaN : (i % 100) / 100]);
    const labels = rows.map(([x = 0]) => (Number.isNaN(x) || x > 0.5 ? 1 : 0));
    const [missing = 0, low = 1] = answers(trained(examplesOf(numbers('x'), rows, labels)), [Number.NaN], [0.1]);
    expect(missing).toBeGreaterThan(0.95);
    expect(low).toBeLessThan(0.05);
  });

  it('split categories, and take one never seen the way of what is missing', () => {
    const plan: FeatureColumn = {
      name: 'plan',
      kind: 'category',
      categories: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
    };
    const examples = drawnExamples(3, 3000, [plan], ([code = 0]) => (code === 1 || code === 4 || code === 6 ? 1 : 0));
    const model = trained(examples, { rounds: 200 });
    const [a = 1, b = 0, c = 1, e = 0, unseen = 0, missing = 0] = answers(model, [0], [1], [2], [4], [8], [Number.NaN]);
    for (const often of [b, e]) expect(often).toBeGreaterThan(0.95);
    for (const seldom of [a, c]) expect(seldom).toBeLessThan(0.05);
    expect(unseen).toBe(missing);
  });

  it('do not fall where they were asked not to', () => {
    const noisy = drawnExamples(4, 400, numbers('x', 'y'), ([x = 0], uniform) => (uniform() < 0.5 + 0.3 * x ? 1 : 0));
    const grid = Array.from({ length: 101 }, (_, i) => [i / 50 - 1, 0.3]);
    const fallsOf = (model: BoostedTrees) => {
      const found = answers(model, ...grid);
      return found.filter((answer, i) => answer < (found[i - 1] ?? 0)).length;
    };
    expect(fallsOf(trained(noisy, { leastRows: 5 }))).toBeGreaterThan(0);
    expect(fallsOf(trained(noisy, { leastRows: 5, directions: { x: 1 } }))).toBe(0);
  });

  it('are the same for the same seed, also where rows and columns are drawn', () => {
    const examples = drawnExamples(5, 500, numbers('a', 'b', 'c', 'd'), ([a = 0, b = 0], uniform) =>
      withNoise(step(a + b), uniform),
    );
    const drawn = { rowShare: 0.7, columnShare: 0.5 };
    expect(trained(examples, drawn, 7)).toEqual(trained(examples, drawn, 7));
    expect(trained(examples, drawn, 7)).not.toEqual(trained(examples, drawn, 8));
  });

  it('end when rows put aside are told no better', () => {
    const examples = drawnExamples(6, 800, numbers('x', 'y'), (_, uniform) => (uniform() < 0.5 ? 1 : 0));
    const model = trained(examples, { rounds: 500, stopping: { share: 0.3, patience: 10 } });
    expect(model.trees.roots.length).toBeLessThan(50);
  });

  it('weigh rows', () => {
    const examples = drawnExamples(7, 1000, numbers('x'), ([x = 0], uniform) => withNoise(step(x), uniform));
    const twice: Examples = { ...examples, weights: new Float64Array(1000).fill(2) };
    const raw = predictBoosting(trained(twice, { l2: 2, leastHessian: 2e-3 }), examples.features);
    const once = predictBoosting(trained(examples, { l2: 1 }), examples.features);
    raw.forEach((value, row) => {
      expect(value).toBeCloseTo(once[row] ?? 0, 9);
    });
  });

  it('say what stands in the way of learning', () => {
    const good = drawnExamples(8, 50, numbers('x'), ([x = 0]) => step(x));
    const constant = examplesOf(
      numbers('x'),
      Array.from({ length: 40 }, () => [3]),
      Array.from({ length: 40 }, (_, i) => i % 2),
    );
    expect(refused(drawnExamples(9, 10, numbers('x'), ([x = 0]) => step(x)))).toMatchObject({
      _tag: 'TooFewRows',
      given: 10,
    });
    expect(refused({ ...good, labels: good.labels.map(() => 1) })).toEqual({ _tag: 'OneClassOnly', label: 1 });
    expect(refused({ ...good, labels: good.labels.with(3, 0.5) })).toEqual({ _tag: 'BadLabel', row: 3, label: 0.5 });
    expect(refused({ ...good, labels: good.labels.slice(1) })).toEqual({ _tag: 'BadShape', expected: 50, given: 49 });
    expect(refused({ ...good, weights: new Float64Array(50) })).toMatchObject({ _tag: 'BadWeight' });
    expect(refused(constant)).toEqual({ _tag: 'NothingVaries' });
    expect(refused(good, { rate: 0 })).toEqual({ _tag: 'BadSetting', setting: 'rate', given: 0 });
  });
});
