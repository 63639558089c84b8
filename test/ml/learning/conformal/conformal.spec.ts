import { describe, expect, it } from 'vitest';
import { conformalMargin, excesses } from '../../../../ml/learning/conformal/conformal-margin.js';
import { probabilityIntervals, vennAbers } from '../../../../ml/learning/conformal/venn-abers.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { intervalCoverage } from '../../../../ml/learning/metrics/regression-errors.js';
import { momentsOf } from '../../../../ml/statistics/moments.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

/** Scores that say too much: the true log-odds are half of them. */
const scored = (rows: number, seed: number) => {
  const uniform = uniformOf(seed);
  const scores = Float64Array.from({ length: rows }, () => 2 * normalDraw(uniform) - 2);
  return { scores, labels: scores.map((score) => (uniform() < sigmoid(score / 2) ? 1 : 0)) };
};

const mean = (values: Float64Array) => momentsOf(values).mean;

describe('intervals of probabilities', () => {
  it('lie about the share that comes, and grow closer with what is known', () => {
    const widths = [100, 1000, 10_000].map((rows) => {
      const past = scored(rows, rows);
      const fresh = scored(20_000, 7);
      const { low, high } = probabilityIntervals(vennAbers(past.scores, past.labels), fresh.scores);
      expect(low.every((each, row) => each <= (high[row] as number))).toBe(true);
      const slack = 2 * Math.sqrt(0.25 / rows);
      expect(mean(low)).toBeLessThan(mean(fresh.labels) + slack);
      expect(mean(high)).toBeGreaterThan(mean(fresh.labels) - slack);
      return mean(high.map((each, row) => each - (low[row] as number)));
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(widths[2]).toBeLessThan(0.03);
  });

  it('on average over pasts hold the probability of the next row between them', () => {
    const score = -1;
    const ends = Array.from({ length: 300 }, (_, i) => {
      const { scores, labels } = scored(60, 100 + i);
      const { low, high } = probabilityIntervals(vennAbers(scores, labels), Float64Array.of(score));
      return [low[0] as number, high[0] as number] as const;
    });
    const truth = sigmoid(score / 2);
    expect(mean(Float64Array.from(ends, ([low]) => low))).toBeLessThan(truth);
    expect(mean(Float64Array.from(ends, ([, high]) => high))).toBeGreaterThan(truth);
  });

  it('say little of one row', () => {
    expect(probabilityIntervals(vennAbers(Float64Array.of(0), Float64Array.of(1)), Float64Array.of(5))).toEqual({
      low: Float64Array.of(0.5),
      high: Float64Array.of(1),
    });
  });
});

describe('margins', () => {
  /** Amounts of accounts with an effect of their own; the interval given is always [-1, 1]. */
  const drawn = (seed: number, accounts: number, each: number) => {
    const uniform = uniformOf(seed);
    const effects = Array.from({ length: accounts }, () => normalDraw(uniform));
    const groups = Int32Array.from({ length: accounts * each }, (_, row) => Math.floor(row / each));
    const actual = Float64Array.from(groups, (group) => 2 * (effects[group] as number) + 0.3 * normalDraw(uniform));
    return { groups, actual, low: actual.map(() => -1), high: actual.map(() => 1) };
  };

  it('make intervals cover what they say', () => {
    for (const level of [0.8, 0.95]) {
      const covered = Array.from({ length: 200 }, (_, i) => {
        const past = drawn(i, 60, 3);
        const margin = conformalMargin(excesses(past.low, past.high, past.actual), level, past.groups);
        const next = drawn(5000 + i, 20, 1);
        return intervalCoverage(
          next.low.map((each) => each - margin),
          next.high.map((each) => each + margin),
          next.actual,
        );
      });
      expect(mean(Float64Array.from(covered))).toBeGreaterThan(level - 0.01);
      expect(mean(Float64Array.from(covered))).toBeLessThan(level + 0.03);
    }
  });

  it('are without end where there is too little to tell', () => {
    expect(conformalMargin(Float64Array.of(1, 2, 3), 0.95)).toBe(Number.POSITIVE_INFINITY);
    expect(conformalMargin(Float64Array.of(1, 2, 3), 0.75)).toBe(3);
    expect(conformalMargin(new Float64Array(40).fill(1), 0.8, new Int32Array(40))).toBe(Number.POSITIVE_INFINITY);
  });
});
