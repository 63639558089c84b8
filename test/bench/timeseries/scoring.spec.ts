import { describe, expect, it } from 'vitest';
import { cover, f1 } from '../../../bench/timeseries/change-points/scoring.js';
import { corpusScore } from '../../../bench/timeseries/nab/scoring.js';

const WEIGHTS = { tpWeight: 1, fnWeight: 1, fpWeight: 0.11 };

const series = {
  name: 'a/b.csv',
  category: 'a',
  values: new Float64Array(1000),
  windows: [
    { first: 400, last: 499 },
    { first: 700, last: 799 },
  ],
};

const scoreOf = (...alarms: ReadonlyArray<number>) => {
  const scores = new Float64Array(1000);
  for (const at of alarms) scores[at] = 1;
  return corpusScore([{ series, scores }], WEIGHTS).score;
};

describe('the score of the Numenta benchmark', () => {
  it('is 0 for no alarm, 100 for one at the start of each window, and half of that for one window', () => {
    expect(scoreOf()).toBe(0);
    expect(scoreOf(400, 700)).toBeCloseTo(100, 8);
    expect(scoreOf(400)).toBeCloseTo(50, 8);
  });

  it('takes the earliest alarm of a window, and less for a late one', () => {
    expect(scoreOf(400, 450, 700)).toBeCloseTo(100, 8);
    expect(scoreOf(400, 790)).toBeLessThan(scoreOf(400, 740));
  });

  it('takes off for false alarms, less shortly behind a window, nothing in the probation', () => {
    expect(scoreOf(400, 600, 700)).toBeCloseTo(100 - (100 * 0.11) / 4, 1);
    expect(scoreOf(400, 505, 700)).toBeGreaterThan(scoreOf(400, 600, 700));
    expect(scoreOf(10, 400, 700)).toBeCloseTo(100, 8);
  });
});

describe('the scores of the Turing dataset', () => {
  it('are 1 for what every annotator marked, also where each marked nothing', () => {
    expect(f1([[50], [52]], [51])).toBe(1);
    expect(cover([[50], [50]], [50], 100)).toBe(1);
    expect(f1([[], []], [])).toBe(1);
    expect(cover([[]], [], 100)).toBe(1);
  });

  it('count the start as a change, and each found change once', () => {
    expect(f1([[50]], [])).toBeCloseTo(2 / 3);
    expect(f1([[50, 54]], [52])).toBeCloseTo((2 * (2 / 3)) / (1 + 2 / 3));
    expect(f1([[50]], [50, 80])).toBeCloseTo((2 * (2 / 3)) / (1 + 2 / 3));
  });

  it('cover each marked segment by the best found one', () => {
    expect(cover([[50]], [], 100)).toBe(0.5);
    expect(cover([[]], [25], 100)).toBe(0.75);
  });
});
