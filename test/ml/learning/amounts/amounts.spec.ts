import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { drawnAmounts } from '../../../../bench/learning/made-up/amounts-with-truth.js';
import {
  amountIntervals,
  intervalSettings,
  trainAmountIntervals,
} from '../../../../ml/learning/amounts/amount-intervals.js';
import {
  amountSettings,
  type ExpectedAmounts,
  expectedAmounts,
  totalAmount,
  trainExpectedAmounts,
} from '../../../../ml/learning/amounts/expected-amounts.js';
import type { Examples } from '../../../../ml/learning/examples.js';
import { intervalCoverage } from '../../../../ml/learning/metrics/regression-errors.js';

const light = { ...amountSettings, rounds: 40, rate: 0.15 };

const sumOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0);

const trained = (examples: Examples): ExpectedAmounts => {
  const model = trainExpectedAmounts(examples, 1, light);
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
  return model.right;
};

describe('expected amounts', () => {
  const rounds = Array.from({ length: 30 }, (_, round) => {
    const model = trained(drawnAmounts(2 * round + 1, 1200));
    const fresh = drawnAmounts(2 * round + 2, 600);
    const expected = expectedAmounts(model, fresh.features);
    const { total, low, high } = totalAmount(model, expected, 0.8);
    const came = sumOf(fresh.labels);
    return { ratio: total / sumOf(fresh.truth), covered: came >= low && came <= high, low, total, high };
  });

  it('are right in sum, where the mean of a logarithm would be far off', () => {
    const mean = rounds.reduce((sum, { ratio }) => sum + ratio / rounds.length, 0);
    expect(Math.abs(mean - 1)).toBeLessThan(0.1);
  });

  it('have a sum whose interval holds what comes about as often as it says', () => {
    const share = rounds.filter(({ covered }) => covered).length / rounds.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.97);
    expect(rounds.every(({ low, total, high }) => low < total && total < high)).toBe(true);
  });

  it('are less sure of rows of few accounts than of as many rows of many', () => {
    const { truth: _, ...examples } = drawnAmounts(99, 1200);
    const few = Int32Array.from({ length: 1200 }, (__, row) => Math.floor(row / 100));
    const repeated = { ...examples, labels: examples.labels.map((label, row) => label + ((few[row] ?? 0) % 4) * 1000) };
    const alone = trained(repeated).factorVariance;
    expect(trained({ ...repeated, groups: few }).factorVariance).toBeGreaterThan(5 * alone);
  });

  it('are refused where there are none to learn from', () => {
    const none = { ...drawnAmounts(1, 100), labels: new Float64Array(100).fill(-1) };
    expect(trainExpectedAmounts(none, 1)).toEqual(E.left({ _tag: 'BadLabel', row: 0, label: -1 }));
  });
});

describe('intervals of amounts', () => {
  it('hold the share of fresh amounts that they say, or, where many are zero, more', () => {
    const model = trainAmountIntervals(drawnAmounts(1, 1500), 0.8, 1, { ...intervalSettings, rounds: 30, rate: 0.2 });
    if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
    const fresh = drawnAmounts(2, 3000);
    const { low, high } = amountIntervals(model.right, fresh.features);
    expect(intervalCoverage(low, high, fresh.labels)).toBeGreaterThan(0.77);
    const shifted = {
      ...drawnAmounts(3, 1500),
      labels: drawnAmounts(3, 1500).labels.map((each, row) => each + (row % 97)),
    };
    const continuous = trainAmountIntervals(shifted, 0.8, 1, { ...intervalSettings, rounds: 30, rate: 0.2 });
    if (E.isLeft(continuous)) throw new Error(JSON.stringify(continuous.left));
    const others = {
      ...drawnAmounts(4, 3000),
      labels: drawnAmounts(4, 3000).labels.map((each, row) => each + (row % 97)),
    };
    const ends = amountIntervals(continuous.right, others.features);
    const covered = intervalCoverage(ends.low, ends.high, others.labels);
    expect(covered).toBeGreaterThan(0.77);
    expect(covered).toBeLessThan(0.83);
  });

  it('are refused where there are too few accounts to tell', () => {
    const examples = drawnAmounts(5, 200);
    const groups = Int32Array.from({ length: 200 }, (_, row) => row % 3);
    const settings = { ...intervalSettings, rounds: 5 };
    expect(trainAmountIntervals({ ...examples, groups }, 0.8, 1, settings)).toEqual(
      E.left({ _tag: 'TooFewRows', needed: 4, given: 3 }),
    );
  });
});
