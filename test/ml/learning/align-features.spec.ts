import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { alignFeatures } from '../../../ml/learning/align-features.js';
import type { FeatureColumn } from '../../../ml/learning/examples.js';
import { examplesOf, numbers } from './made-up-examples.js';

const plan = (...categories: ReadonlyArray<string>): FeatureColumn => ({ name: 'plan', kind: 'category', categories });
const [seats, age] = numbers('seats', 'age') as [FeatureColumn, FeatureColumn];

it('features are brought into the columns of a model, categories by their text', () => {
  const { features } = examplesOf(
    [age, plan('gold', 'basic', 'new'), seats],
    [
      [1, 0, 10],
      [2, 1, 20],
      [3, 2, 30],
      [4, Number.NaN, 40],
    ],
    [],
  );
  const aligned = alignFeatures([seats, plan('basic', 'gold')])(features);
  expect(aligned).toEqual(
    E.right({
      columns: [seats, plan('basic', 'gold')],
      rows: 4,
      values: Float64Array.of(10, 1, 20, 0, 30, Number.NaN, 40, Number.NaN),
    }),
  );
});

it('features in the same columns are left as they are', () => {
  const { features } = examplesOf([seats, plan('a')], [[1, 0]], []);
  expect(alignFeatures([{ ...seats }, plan('a')])(features)).toEqual(E.right(features));
});

it('columns that are not there, or of another kind, are told', () => {
  const { features } = examplesOf([seats, { name: 'plan', kind: 'number' }], [[1, 0]], []);
  expect(alignFeatures([seats, plan('a'), age])(features)).toEqual(
    E.left({ _tag: 'OtherColumns', columns: ['plan', 'age'] }),
  );
});
