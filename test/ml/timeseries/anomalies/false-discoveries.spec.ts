import { describe, expect, it } from 'vitest';
import { uniformOf } from '../../../../ml/statistics/random.js';
import { withoutFalseDiscoveries } from '../../../../ml/timeseries/anomalies/false-discoveries.js';

const of = (...pValues: ReadonlyArray<number>) => pValues.map((pValue) => ({ pValue }));

describe('false discoveries', () => {
  it('are kept to a rate by the step-up rule of the paper', () => {
    const findings = of(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324);
    expect(withoutFalseDiscoveries(findings, 15, 0.05).length).toBe(4);
    expect(withoutFalseDiscoveries(findings, 1_000_000, 0.05)).toEqual([]);
    expect(withoutFalseDiscoveries([], 10, 0.05)).toEqual([]);
  });

  it('leave next to nothing of ten thousand series in which nothing happens', () => {
    const days = Array.from({ length: 12 }, (_, seed) => {
      const uniform = uniformOf(seed);
      return withoutFalseDiscoveries(
        Array.from({ length: 10_000 }, () => ({ pValue: uniform() })),
        10_000,
        0.05,
      ).length;
    });
    expect(days.filter((shown) => shown > 0).length).toBeLessThanOrEqual(2);
  });
});
