import { describe, expect, it } from 'vitest';
import { studentAbove, studentTail } from '../../../ml/statistics/student.js';

describe('the Student distribution', () => {
  it('agrees with tables to about three digits', () => {
    expect(studentTail(2.353, 3)).toBeCloseTo(0.05, 2);
    expect(studentTail(2.228, 10)).toBeCloseTo(0.025, 3);
    expect(studentTail(3.646, 30) / 0.0005).toBeCloseTo(1, 1);
    expect(studentTail(0, 5)).toBeCloseTo(0.5, 6);
    expect(studentTail(Number.POSITIVE_INFINITY, 5)).toBe(0);
  });

  it('has a quantile that is the inverse of the tail', () => {
    for (const freedom of [2, 8, 100])
      for (const p of [0.4, 0.025, 1e-6]) expect(studentTail(studentAbove(p, freedom), freedom) / p).toBeCloseTo(1, 4);
  });
});
