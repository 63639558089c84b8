import { describe, expect, it } from 'vitest';
import { DRIFT_COLUMNS, drawnColumns } from '../../../../bench/learning/made-up/drifting-columns.js';
import { driftedColumns } from '../../../../ml/learning/drift/drifted-columns.js';
import { expectedArea } from '../../../../ml/learning/drift/expected-area.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { areaUnderCurve } from '../../../../ml/learning/metrics/area-under-curve.js';
import { chiSquareTail } from '../../../../ml/statistics/chi-square.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const share = (rounds: number, of: (round: number) => boolean): number =>
  Array.from({ length: rounds }, (_, round) => of(round)).filter(Boolean).length / rounds;

describe('drift', () => {
  it('is seldom told of where there is none, with few rows as with many', () => {
    for (const rows of [100, 500]) {
      const alarms = share(
        60,
        (round) => driftedColumns(drawnColumns(3000, round), drawnColumns(rows, 9000 + round)).length > 0,
      );
      expect(alarms).toBeLessThanOrEqual(0.12);
    }
  });

  it('of a tenth of a deviation in all numbers is seen with 500 rows', () => {
    const seen = share(
      30,
      (round) => driftedColumns(drawnColumns(3000, round), drawnColumns(500, 9000 + round, 14)).length > 0,
    );
    expect(seen).toBeGreaterThanOrEqual(0.8);
  });

  it('is told of the column it is in, also where only gaps have become more', () => {
    const found = driftedColumns(drawnColumns(3000, 1), drawnColumns(2000, 2, 0, 0.25));
    expect(found.map(({ column }) => column)).toEqual(['c13']);
    expect(found[0]?.stabilityIndex).toBeGreaterThan(0.1);
    const wide = drawnColumns(500, 3);
    const other = { ...wide, values: wide.values.map((value, i) => (i % DRIFT_COLUMNS === 0 ? 2 * value : value)) };
    expect(driftedColumns(drawnColumns(3000, 4), other).map(({ column }) => column)).toEqual(['c0']);
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
