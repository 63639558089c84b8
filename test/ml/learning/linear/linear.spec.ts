import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { trendLine } from '../../../../ml/learning/baselines/trend-line.js';
import type { Directions, Examples } from '../../../../ml/learning/examples.js';
import { type LinearModel, linearContributions, predictLinear } from '../../../../ml/learning/linear/linear-model.js';
import { logisticFit } from '../../../../ml/learning/linear/logistic-fit.js';
import { trainDirectedLogistic } from '../../../../ml/learning/linear/train-directed-logistic.js';
import { trainLogistic } from '../../../../ml/learning/linear/train-logistic.js';
import { trainRidge } from '../../../../ml/learning/linear/train-ridge.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { quantile } from '../../../../ml/statistics/quantile.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const learned = (result: ReturnType<typeof trainLogistic>): LinearModel => {
  if (isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

/** Log-odds are 1 + 2 a - b + 1.5 where the plan is `small`; `a` is missing in a fifth of the rows, and then counts 3. */
const drawn = (rows: number, seed: number): Examples & { readonly logOdds: Float64Array } => {
  const uniform = uniformOf(seed);
  const values = new Float64Array(rows * 4);
  const logOdds = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const [a, b, plan] = [normalDraw(uniform), 100 + 10 * normalDraw(uniform), Math.floor(uniform() * 3)];
    const missing = uniform() < 0.2;
    values.set([missing ? Number.NaN : a, b, plan, 7], row * 4);
    logOdds[row] = 1 + (missing ? 3 : 2 * a) - (b - 100) / 10 + (plan === 1 ? 1.5 : 0);
  }
  return {
    features: {
      columns: [
        { name: 'a', kind: 'number' },
        { name: 'b', kind: 'number' },
        { name: 'plan', kind: 'category', categories: ['large', 'small', 'free'] },
        { name: 'constant', kind: 'number' },
      ],
      rows,
      values,
    },
    labels: logOdds.map((each) => (uniform() < sigmoid(each) ? 1 : 0)),
    logOdds,
  };
};

describe('logistic regression', () => {
  it('agrees with the maximum found by hand for one column', () => {
    const x = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const [intercept, slope] = logisticFit([x], Float64Array.of(1, 0, 0, 0, 1, 1, 1, 0)) ?? [];
    expect(intercept).toBeCloseTo(Math.log(1 / 3), 6);
    expect(slope).toBeCloseTo(2 * Math.log(3), 6);
    const [, pulled = 0] = logisticFit([x], Float64Array.of(1, 0, 0, 0, 1, 1, 1, 0), { penalty: 1 }) ?? [];
    expect(pulled).toBeGreaterThan(0.3);
    expect(pulled).toBeLessThan(slope as number);
  });

  it('has no maximum where classes are apart, unless it is penalised', () => {
    const x = Float64Array.of(-2, -1, 1, 2);
    const labels = Float64Array.of(0, 0, 1, 1);
    expect(logisticFit([x], labels)).toBeUndefined();
    expect(logisticFit([x], labels, { penalty: 1 })?.[1]).toBeGreaterThan(0.5);
    expect(logisticFit([x], new Float64Array(4), { penalty: 1 })).toBeUndefined();
  });

  it('finds the truth behind numbers, what is missing, and categories', () => {
    const examples = drawn(6000, 1);
    const model = learned(trainLogistic(examples, 1));
    const fresh = drawn(2000, 2);
    const errors = predictLinear(model, fresh.features).map((each, row) => each - (fresh.logOdds[row] as number));
    expect(Math.sqrt(errors.reduce((sum, each) => sum + each * each, 0) / errors.length)).toBeLessThan(0.2);
  });

  it('takes columns of known direction alone, and none of them the other way', () => {
    const examples = drawn(2000, 1);
    const used = (directions: Directions) =>
      learned(trainDirectedLogistic(examples, directions)).terms.map(({ column, of }) => `${column} ${of}`);
    expect(used({ a: 1, b: -1 })).toEqual(['0 value', '0 missing', '1 value']);
    expect(used({ a: 1, b: 1 })).toEqual(['0 value', '0 missing']);
    expect(used({ a: -1, b: -1 })).toEqual(['0 missing', '1 value']);
    expect(trainDirectedLogistic(examples, { constant: 1 })).toMatchObject({ left: { _tag: 'NothingVaries' } });
  });

  it('says what each column adds, without a rest, also of unknown categories and values far out', () => {
    const { features } = drawn(50, 3);
    const model = learned(trainLogistic(drawn(500, 4), 1));
    const strange = {
      ...features,
      values: features.values.map((each, i) => (i % 13 === 0 ? 1e308 : i % 17 === 0 ? Number.NaN : each)),
    };
    const contributions = linearContributions(model, strange);
    predictLinear(model, strange).forEach((logOdds, row) => {
      const sum = contributions.subarray(row * 4, row * 4 + 4).reduce((a, b) => a + b, model.intercept);
      expect(Number.isFinite(logOdds)).toBe(true);
      expect(sum).toBeCloseTo(logOdds, 10);
    });
  });

  it('counts a row of weight two as two rows', () => {
    const once = drawn(300, 5);
    const weights = Float64Array.from({ length: 300 }, (_, row) => (row < 100 ? 2 : 1));
    const columns = [once.features.values.filter((_, i) => i % 4 === 1)];
    const again = [Float64Array.from([...(columns[0] ?? []), ...(columns[0]?.subarray(0, 100) ?? [])])];
    const labels = Float64Array.from([...once.labels, ...once.labels.subarray(0, 100)]);
    const [intercept = 0, slope = 0] = logisticFit(again, labels) ?? [];
    const weighted = logisticFit(columns, once.labels, { weights });
    expect(weighted?.[0]).toBeCloseTo(intercept, 5);
    expect(weighted?.[1]).toBeCloseTo(slope, 6);
  });

  it('is refused where there is nothing to learn', () => {
    const examples = drawn(50, 6);
    const constant = { ...examples, features: { ...examples.features, values: new Float64Array(200).fill(3) } };
    expect(trainLogistic(constant, 1)).toMatchObject({ left: { _tag: 'NothingVaries' } });
    expect(trainLogistic({ ...examples, labels: new Float64Array(50) }, 1)).toMatchObject({
      left: { _tag: 'OneClassOnly', label: 0 },
    });
    expect(isRight(trainLogistic({ ...examples, groups: new Int32Array(50).fill(1) }, 1))).toBe(true);
  });
});

describe('ridge regression', () => {
  it('finds amounts, and what each column adds to them', () => {
    const { features, logOdds } = drawn(1500, 7);
    const model = learned(trainRidge({ features, labels: logOdds }, 1));
    const fresh = drawn(200, 8);
    const amounts = predictLinear(model, fresh.features);
    expect(
      quantile(
        amounts.map((amount, row) => Math.abs(amount - (fresh.logOdds[row] as number))),
        0.95,
      ),
    ).toBeLessThan(0.05);
    const contributions = linearContributions(model, fresh.features);
    amounts.forEach((amount, row) => {
      const sum = contributions.subarray(row * 4, row * 4 + 4).reduce((a, b) => a + b, model.intercept);
      expect(sum).toBeCloseTo(amount, 10);
    });
  });
});

describe('a trend line', () => {
  it('goes on as most values went, whatever a quarter of them did', () => {
    const values = Float64Array.from({ length: 60 }, (_, day) => 80 - 0.5 * day);
    values.fill(0, 20, 32);
    values[50] = Number.NaN;
    expect([...trendLine(values, 2)]).toEqual([expect.closeTo(50, 6), expect.closeTo(49.5, 6)]);
    expect([...trendLine(Float64Array.of(Number.NaN, 3), 2)]).toEqual([3, 3]);
    expect([...trendLine(new Float64Array(0), 1)]).toEqual([Number.NaN]);
  });
});
