import { describe, expect, it } from 'vitest';
import { driftedColumns } from '../../../../ml/learning/drift/drifted-columns.js';
import { expectedArea } from '../../../../ml/learning/drift/expected-area.js';
import type { Features } from '../../../../ml/learning/examples.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { areaUnderCurve } from '../../../../ml/learning/metrics/area-under-curve.js';
import { chiSquareTail } from '../../../../ml/statistics/chi-square.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const WIDTH = 15;

/** Five normal columns, five skewed, three of counts, one with gaps and one of categories; the first `moved` numbers lie a tenth of a deviation higher. */
const drawn = (rows: number, seed: number, moved = 0, gaps = 0.1): Features => {
  const uniform = uniformOf(seed);
  const values = new Float64Array(rows * WIDTH);
  values.forEach((_, i) => {
    const c = i % WIDTH;
    const z = normalDraw(uniform) + (c < moved ? 0.1 : 0);
    const gap = c === 13 && uniform() < gaps ? Number.NaN : 0;
    values[i] =
      c === 14 ? Math.floor(4 * uniform()) : (c < 5 ? z : c < 10 ? Math.exp(z) : Math.max(0, Math.round(z))) + gap;
  });
  const columns = Array.from({ length: WIDTH }, (_, c) =>
    c === 14
      ? ({ name: `c${c}`, kind: 'category', categories: ['a', 'b', 'c', 'd'] } as const)
      : ({ name: `c${c}`, kind: 'number' } as const),
  );
  return { columns, rows, values };
};

const share = (rounds: number, of: (round: number) => boolean): number =>
  Array.from({ length: rounds }, (_, round) => of(round)).filter(Boolean).length / rounds;

describe('drift', () => {
  it('is seldom told of where there is none, with few rows as with many', () => {
    for (const rows of [100, 500]) {
      const alarms = share(60, (round) => driftedColumns(drawn(3000, round), drawn(rows, 9000 + round)).length > 0);
      expect(alarms).toBeLessThanOrEqual(0.12);
    }
  });

  it('of a tenth of a deviation in all numbers is seen with 500 rows', () => {
    const seen = share(30, (round) => driftedColumns(drawn(3000, round), drawn(500, 9000 + round, 14)).length > 0);
    expect(seen).toBeGreaterThanOrEqual(0.8);
  });

  it('is told of the column it is in, also where only gaps have become more', () => {
    const found = driftedColumns(drawn(3000, 1), drawn(2000, 2, 0, 0.25));
    expect(found.map(({ column }) => column)).toEqual(['c13']);
    expect(found[0]?.stabilityIndex).toBeGreaterThan(0.1);
    const wide = drawn(500, 3);
    const other = { ...wide, values: wide.values.map((value, i) => (i % WIDTH === 0 ? 2 * value : value)) };
    expect(driftedColumns(drawn(3000, 4), other).map(({ column }) => column)).toEqual(['c0']);
  });

  it('rests on a tail that agrees with tables', () => {
    expect(chiSquareTail(16.919, 9)).toBeCloseTo(0.05, 3);
    expect(chiSquareTail(3.841, 1)).toBeCloseTo(0.05, 2);
  });
});

describe('the area to expect before labels are known', () => {
  it('is that found later, where probabilities are calibrated', () => {
    const uniform = uniformOf(11);
    const probabilities = Float64Array.from({ length: 20_000 }, () => sigmoid(1.5 * normalDraw(uniform) - 1.5));
    const labels = probabilities.map((p) => (uniform() < p ? 1 : 0));
    expect(expectedArea(probabilities)).toBeCloseTo(areaUnderCurve(probabilities, labels).auc, 2);
    expect(expectedArea(new Float64Array(10).fill(0.3))).toBeCloseTo(0.5, 12);
    expect(expectedArea(Float64Array.of(0.5))).toBeNaN();
  });
});
