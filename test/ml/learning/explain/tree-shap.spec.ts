import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type BoostedTrees, predictBoosting } from '../../../../ml/learning/boosting/boosted-trees.js';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import type { Examples, FeatureColumn } from '../../../../ml/learning/examples.js';
import { gaussLegendre } from '../../../../ml/learning/explain/gauss-legendre.js';
import { explainTrees } from '../../../../ml/learning/explain/tree-shap.js';
import { leafOf } from '../../../../ml/learning/trees/descend.js';
import type { Trees } from '../../../../ml/learning/trees/trees.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const plan: FeatureColumn = { name: 'plan', kind: 'category', categories: ['a', 'b', 'c', 'd', 'e', 'f'] };
const columns = [...numbers('w', 'x', 'y'), plan];
const examples = drawnExamples(1, 600, columns, ([w = 0, x = 0, y = 0, code = 0], uniform) =>
  w + x * y + (code % 2) + uniform() > 0.8 ? 1 : 0,
);
const withGaps: Examples = {
  ...examples,
  features: {
    ...examples.features,
    values: examples.features.values.map((value, i) => (i % 13 === 0 ? Number.NaN : value)),
  },
};

const trained = (leaves: number, rounds: number): BoostedTrees => {
  const model = trainBoosting(withGaps, { ...boostingDefaults, rounds, leaves, leastRows: 5, rate: 0.3 }, 1);
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
  return model.right;
};

/** What a tree says where only some columns are known: below a split of another one, both sides by their rows. */
const conditional = (trees: Trees, node: number, row: Float64Array, known: ReadonlyArray<number>): number => {
  const { features, lefts, numbers: values, counts } = trees;
  const column = features[node] ?? -1;
  if (column === -1) return values[node] ?? 0;
  const left = lefts[node] ?? 0;
  const of = (child: number) => conditional(trees, child, row, known);
  const stop = { ...trees, features: features.map((each, at) => (at === node ? each : -1)) };
  if (known.includes(column)) return of(leafOf(stop, node, row, 0));
  return ((counts[left] ?? 0) * of(left) + (counts[left + 1] ?? 0) * of(left + 1)) / (counts[node] ?? 1);
};

const subsets = (items: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_item, i) => (bits >> i) % 2 === 1));

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** By the definition: the mean over all orders of what a column adds to those before it. */
const shapley = (trees: Trees, row: Float64Array): ReadonlyArray<number> => {
  const said = (known: ReadonlyArray<number>) =>
    trees.roots.reduce((sum, root) => sum + conditional(trees, root, row, known), 0);
  return [0, 1, 2, 3].map((column) =>
    subsets([0, 1, 2, 3].filter((each) => each !== column)).reduce(
      (sum, known) =>
        sum + ((factorial(known.length) * factorial(3 - known.length)) / 24) * (said([...known, column]) - said(known)),
      0,
    ),
  );
};

describe('contributions', () => {
  it('are Shapley values by their definition', () => {
    const { trees } = trained(12, 4);
    const explainer = explainTrees(trees);
    for (let row = 0; row < 40; row += 1) {
      const values = withGaps.features.values.slice(4 * row, 4 * row + 4);
      const contributions = new Float64Array(4);
      explainer.explain(values, 0, contributions);
      shapley(trees, values).forEach((value, column) => {
        expect(contributions[column]).toBeCloseTo(value, 12);
      });
    }
  });

  it('sum to what the trees say', () => {
    const model = trained(31, 120);
    const { expected, explain } = explainTrees(model.trees);
    const raw = predictBoosting(model, withGaps.features);
    raw.forEach((value, row) => {
      const contributions = new Float64Array(4);
      explain(withGaps.features.values, 4 * row, contributions);
      const sum = contributions.reduce((all, each) => all + each, model.start + expected);
      expect(Math.abs(sum - value)).toBeLessThan(1e-9);
    });
  });

  it('expect what trees say on average of their training rows', () => {
    const model = trained(8, 50);
    const raw = predictBoosting(model, withGaps.features);
    const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
    expect(explainTrees(model.trees).expected + model.start).toBeCloseTo(mean, 9);
  });
});

it('quadrature integrates polynomials exactly, up to its degree', () => {
  for (let count = 1; count <= 12; count += 1) {
    const { places, weights } = gaussLegendre(count);
    for (let degree = 0; degree < 2 * count; degree += 1)
      expect(places.reduce((sum, t, i) => sum + (weights[i] ?? 0) * t ** degree, 0)).toBeCloseTo(1 / (degree + 1), 13);
  }
});
