import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import type { Examples, FeatureColumn } from '../../../../ml/learning/examples.js';
import { type Forest, predictForest } from '../../../../ml/learning/forest/forest.js';
import { type ForestSettings, forestDefaults, trainForest } from '../../../../ml/learning/forest/train-forest.js';
import { drawnExamples, examplesOf, numbers } from '../made-up-examples.js';

const plan: FeatureColumn = { name: 'plan', kind: 'category', categories: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] };

const trained = (examples: Examples, settings: Partial<ForestSettings> = {}, seed = 1): Forest => {
  const forest = trainForest(examples, { ...forestDefaults, trees: 60, ...settings }, seed);
  if (E.isLeft(forest)) throw new Error(JSON.stringify(forest.left));
  return forest.right;
};

const answers = (forest: Forest, ...rows: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<number> =>
  Array.from(predictForest(forest, examplesOf(forest.columns, rows, []).features));

const drawn = drawnExamples(1, 3000, [...numbers('x'), plan], ([x = 0, code = 0], uniform) =>
  uniform() < (x > 0 && code < 4 ? 0.8 : 0.2) ? 1 : 0,
);

const meanOf = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('a forest says the probabilities that labels were drawn by', () => {
  const forest = trained(drawn, { leastRows: 40, columnsTried: 2 });
  const where = (sign: number, code: number) =>
    answers(forest, ...Array.from({ length: 40 }, (_, i) => [sign * (0.1 + i / 50), code]));
  expect(meanOf(where(1, 1))).toBeCloseTo(0.8, 1);
  expect(meanOf(where(-1, 1))).toBeCloseTo(0.2, 1);
  expect(meanOf(where(1, 6))).toBeCloseTo(0.2, 1);
});

it('a forest learns numbers, and knows missing values', () => {
  const columns = numbers('x', 'y');
  const examples = drawnExamples(2, 2000, columns, ([x = 0, y = 0]) => 5 * x + y);
  const rows = Array.from({ length: 2000 }, (_, row) => [
    row % 4 === 0 ? Number.NaN : (examples.features.values[2 * row] ?? 0),
    examples.features.values[2 * row + 1] ?? 0,
  ]);
  const labels = Array.from(examples.labels, (label, row) => (row % 4 === 0 ? 20 : label));
  const forest = trained(examplesOf(columns, rows, labels), { isOfClasses: false, leastRows: 3 });
  const [known = 0, missing = 0] = answers(forest, [0.5, 0], [Number.NaN, 0]);
  expect(Math.abs(known - 2.5)).toBeLessThan(1);
  expect(missing).toBeGreaterThan(15);
});

it('no leaf has fewer rows, drawn or weighed, than asked for', () => {
  const forest = trained({ ...drawn, weights: new Float64Array(3000).fill(3) }, { leastRows: 50 });
  const { features, counts } = forest.trees;
  const leaves = counts.filter((_, node) => features[node] === -1);
  expect(Math.min(...leaves)).toBeGreaterThan(12);
  expect(leaves.length / 60).toBeLessThan(61);
});

it('a forest is the same for the same seed', () => {
  expect(trained(drawn, {}, 5)).toEqual(trained(drawn, {}, 5));
  expect(trained(drawn, {}, 5)).not.toEqual(trained(drawn, {}, 6));
});

it('a forest says what stands in the way', () => {
  const refusalOf = (examples: Examples, settings: Partial<ForestSettings> = {}) => {
    const forest = trainForest(examples, { ...forestDefaults, ...settings }, 1);
    return E.isLeft(forest) ? forest.left._tag : undefined;
  };
  expect(refusalOf({ ...drawn, labels: new Float64Array(3000) })).toBe('OneClassOnly');
  expect(refusalOf(drawnExamples(1, 12, numbers('x'), () => 0))).toBe('TooFewRows');
  expect(refusalOf(drawn, { trees: 0 })).toBe('BadSetting');
  expect(refusalOf({ ...drawn, features: { ...drawn.features, values: new Float64Array(6000).fill(1) } })).toBe(
    'NothingVaries',
  );
});
