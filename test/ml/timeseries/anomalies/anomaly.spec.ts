import { describe, expect, it } from 'vitest';
import { anomalyOf } from '../../../../ml/timeseries/anomalies/anomaly.js';

const found = { from: 9, to: 9, pValue: 0.001 };
const rare = { ...found, kind: 'point', value: 1, expected: 0.00002, low: 0, high: 0.00004 } as const;
const usual = { ...found, kind: 'variance-change', value: 100, expected: 100, low: 90, high: 110 } as const;

describe('the severity of an anomaly', () => {
  it('is counted in at least one event where events are counted', () => {
    expect(anomalyOf(rare, { weight: 1, counts: true }).severity).toBeCloseTo(1);
    expect(anomalyOf(rare, { weight: 1, counts: false }).severity).toBeGreaterThan(1000);
  });

  it('of a change of scatter is how many times as large or as small it is, less one', () => {
    expect(anomalyOf(usual, { weight: 2, counts: false }, 3).severity).toBeCloseTo(4);
    expect(anomalyOf(usual, { weight: 2, counts: false }, 1 / 3).severity).toBeCloseTo(4);
    expect(Number.isFinite(anomalyOf(usual, { weight: 1, counts: false }, 0).severity)).toBe(true);
  });
});
