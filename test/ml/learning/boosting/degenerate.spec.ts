import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { answerBoosting } from '../../../../ml/learning/boosting/boosted-trees.js';
import type { ObjectiveName } from '../../../../ml/learning/boosting/objective.js';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import type { Examples, FeatureColumn, Features } from '../../../../ml/learning/examples.js';
import { explainTrees } from '../../../../ml/learning/explain/tree-shap.js';
import { predictForest } from '../../../../ml/learning/forest/forest.js';
import { forestDefaults, trainForest } from '../../../../ml/learning/forest/train-forest.js';
import { numbers } from '../made-up-examples.js';

const plan: FeatureColumn = { name: 'plan', kind: 'category', categories: ['a', 'b', 'c'] };
const columns = [...numbers('any', 'few', 'none'), plan];

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(1e308, -1e308, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0, -0, 5e-324),
);
const code = fc.constantFrom(0, 1, 2, 3, 7, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY);
const row = fc.tuple(anyNumber, fc.constantFrom(0, 1, 2), fc.constant(Number.NaN), code);

const featuresOf = (rows: ReadonlyArray<ReadonlyArray<number>>): Features => ({
  columns,
  rows: rows.length,
  values: Float64Array.from(rows.flat()),
});

const labelled = (label: fc.Arbitrary<number>): fc.Arbitrary<Examples> =>
  fc.array(fc.tuple(row, label), { minLength: 0, maxLength: 60 }).map((rows) => ({
    features: featuresOf(rows.map(([values]) => values)),
    labels: Float64Array.from(rows, ([, each]) => each),
  }));

const aClass = fc.constantFrom(0, 1);
const anAmount = fc.oneof(fc.constantFrom(0, 1e-300, 1, 1e50, 1e99), fc.double({ min: 0, max: 1e6, noNaN: true }));

const objectives: ReadonlyArray<readonly [ObjectiveName, fc.Arbitrary<number>]> = [
  [{ kind: 'logistic' }, aClass],
  [{ kind: 'squared' }, anAmount],
  [{ kind: 'quantile', level: 0.8 }, anAmount],
  [{ kind: 'tweedie', power: 1.5 }, anAmount],
  [{ kind: 'gamma' }, anAmount],
];

it.each(objectives)('whatever the features hold, %o is refused or says numbers', (objective, label) => {
  fc.assert(
    fc.property(labelled(label), fc.array(row, { minLength: 1, maxLength: 5 }), (examples, asked) => {
      const settings = { ...boostingDefaults, objective, rounds: 8, rate: 0.3, leastRows: 3, columnShare: 0.7 };
      const model = trainBoosting(examples, settings, 1);
      if (E.isLeft(model)) return;
      for (const answer of answerBoosting(model.right, featuresOf(asked))) {
        expect(Number.isFinite(answer)).toBe(true);
        if (objective.kind === 'logistic') expect(answer >= 0 && answer <= 1).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

it('a forest is refused or says probabilities, and what it says is explained', () => {
  fc.assert(
    fc.property(labelled(aClass), fc.array(row, { minLength: 1, maxLength: 5 }), (examples, asked) => {
      const forest = trainForest(examples, { ...forestDefaults, trees: 5, leastRows: 2 }, 1);
      if (E.isLeft(forest)) return;
      const features = featuresOf(asked);
      const { expected, explain } = explainTrees(forest.right.trees);
      predictForest(forest.right, features).forEach((probability, at) => {
        expect(probability >= 0 && probability <= 1).toBe(true);
        const contributions = new Float64Array(columns.length);
        explain(features.values, at * columns.length, contributions);
        const sum = contributions.reduce((all, each) => all + each, expected);
        expect(sum / 5).toBeCloseTo(probability, 9);
      });
    }),
    { numRuns: 60 },
  );
});

it('a column of missing values alone, and one of a single value, are left out', () => {
  const rows = Array.from({ length: 100 }, (_, i) => [4, i % 10, Number.NaN, 1]);
  const labels = Float64Array.from(rows, ([, few = 0]) => (few > 4 ? 1 : 0));
  const model = trainBoosting({ features: featuresOf(rows), labels }, { ...boostingDefaults, rounds: 30 }, 1);
  if (E.isLeft(model)) throw new Error(model.left._tag);
  expect(new Set(model.right.trees.features)).toEqual(new Set([-1, 1]));
});
