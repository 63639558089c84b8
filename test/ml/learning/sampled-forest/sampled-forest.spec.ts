import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Examples, FeatureColumn } from '../../../../ml/learning/examples.js';
import { predictForest } from '../../../../ml/learning/forest/forest.js';
import { areaUnderCurve } from '../../../../ml/learning/metrics/area-under-curve.js';
import { cartColumns } from '../../../../ml/learning/sampled-forest/cart-columns.js';
import { type CartNode, treesOfCarts } from '../../../../ml/learning/sampled-forest/cart-trees.js';
import { trainSampledForest } from '../../../../ml/learning/sampled-forest/train-sampled-forest.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const plan: FeatureColumn = {
  name: 'plan',
  kind: 'category',
  categories: Array.from({ length: 40 }, (_, i) => `${i}`),
};
const columns = [...numbers('x', 'y'), plan];

const drawn = (seed: number, rows: number): Examples => {
  const examples = drawnExamples(seed, rows, columns, ([x = 0, y = 0, code = 0], uniform) =>
    x + y + (code >= 30 ? 1 : 0) + uniform() > 0.8 ? 1 : 0,
  );
  const values = examples.features.values.map((value, i) => (i % 3 === 0 && i % 5 === 0 ? Number.NaN : value));
  return { ...examples, features: { ...examples.features, values } };
};

describe('a forest on a sample', () => {
  it('learns of many rows as of few, with gaps and categories', () => {
    const forest = trainSampledForest(drawn(1, 5000), 1);
    if (E.isLeft(forest)) throw new Error(JSON.stringify(forest.left));
    const fresh = drawn(2, 2000);
    const probabilities = predictForest(forest.right, fresh.features);
    expect(areaUnderCurve(probabilities, fresh.labels).auc).toBeGreaterThan(0.85);
    expect(probabilities.every((each) => each >= 0 && each <= 1)).toBe(true);
    expect(trainSampledForest(drawn(1, 5000), 1)).toEqual(forest);
  });

  it('is refused where there is nothing to learn', () => {
    const examples = drawn(3, 100);
    const constant = { ...examples, features: { ...examples.features, values: examples.features.values.map(() => 2) } };
    expect(trainSampledForest(constant, 1)).toEqual(E.left({ _tag: 'NothingVaries' }));
  });
});

describe('trees of the library as our own', () => {
  const examples = drawn(4, 200);
  const carts = cartColumns(examples);
  const root: CartNode = {
    splitColumn: 0,
    splitValue: 0.25,
    left: { splitColumn: 2, splitValue: -0.6, left: { distribution: 1 }, right: { distribution: 2 } },
    right: { splitColumn: 1, splitValue: 0, left: { distribution: 3 }, right: { distribution: 4 } },
  };

  it('send every row where the library does', () => {
    const follow = (node: CartNode, row: number): number => {
      if (node.left === undefined || node.right === undefined) return node.distribution ?? Number.NaN;
      const value = -(carts[node.splitColumn ?? 0]?.values[row] ?? Number.NaN);
      return follow(value < (node.splitValue ?? 0) ? node.left : node.right, row);
    };
    const trees = treesOfCarts([{ root, columns: carts }], examples.features);
    const predicted = predictForest({ columns, trees }, examples.features);
    expect([...predicted]).toEqual(Array.from({ length: 200 }, (_, row) => follow(root, row)));
    expect(new Set(predicted).size).toBe(4);
    expect(trees.counts[0]).toBe(200);
  });
});
