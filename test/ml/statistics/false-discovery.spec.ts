import { describe, expect, it } from 'vitest';
import { ofLeast, qValuesOf } from '../../../ml/statistics/false-discovery.js';

describe('false discoveries', () => {
  it('are charged for the number of tests, and for whatever depends on what', () => {
    const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4;
    const qValues = qValuesOf([0.04, 0.001, 0.03, 0.9]);
    expect(qValues[1]).toBeCloseTo(0.001 * 4 * harmonic);
    expect(qValues[0]).toBeCloseTo((0.04 * 4 * harmonic) / 3);
    expect(qValues[2]).toBe(qValues[0]);
    expect(qValues[3]).toBe(1);
    expect(qValuesOf([])).toEqual([]);
  });

  it('are as many more as lags were looked at, also where p-values are tiny', () => {
    expect(ofLeast(0.01, 14)).toBeCloseTo(1 - 0.99 ** 14);
    expect(ofLeast(1e-30, 14) / 14e-30).toBeCloseTo(1);
    expect(ofLeast(1, 3)).toBe(1);
  });
});
