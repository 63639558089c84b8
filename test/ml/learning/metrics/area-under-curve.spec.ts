import { describe, expect, it } from 'vitest';
import { areaUnderCurve, compareAreas } from '../../../../ml/learning/metrics/area-under-curve.js';
import { momentsOf } from '../../../../ml/statistics/moments.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const values = (...numbers: ReadonlyArray<number>) => Float64Array.from(numbers);

const drawn = (seed: number, rows = 300) => {
  const uniform = uniformOf(seed);
  const labels = Float64Array.from({ length: rows }, () => (uniform() < 0.3 ? 1 : 0));
  const shared = labels.map((label) => label + normalDraw(uniform));
  const noisy = (noise: number) => shared.map((value) => value + noise * normalDraw(uniform));
  return { labels, shared, noisy };
};

describe('the area under the curve', () => {
  it('is the share of pairs in order, ties half', () => {
    expect(areaUnderCurve(values(0.1, 0.4, 0.35, 0.8), values(0, 0, 1, 1)).auc).toBeCloseTo(0.75, 12);
    expect(areaUnderCurve(values(1, 1, 1), values(0, 1, 1)).auc).toBe(0.5);
    expect(areaUnderCurve(values(1, 2), values(1, 1)).auc).toBeNaN();
  });

  it('has the standard error with which it scatters', () => {
    const areas = Array.from({ length: 400 }, (_, i) => {
      const { labels, shared } = drawn(i);
      return areaUnderCurve(shared, labels);
    });
    const scatter = Math.sqrt(momentsOf(Float64Array.from(areas, ({ auc }) => auc)).variance);
    const told = momentsOf(Float64Array.from(areas, ({ standardError }) => standardError)).mean;
    expect(told / scatter).toBeGreaterThan(0.9);
    expect(told / scatter).toBeLessThan(1.1);
  });
});

describe('two areas of the same rows', () => {
  it('seldom differ significantly where there is no difference, and the paired test sees what the single errors hide', () => {
    const compared = Array.from({ length: 400 }, (_, i) => {
      const { labels, shared, noisy } = drawn(1000 + i);
      const worse = noisy(0.5);
      const apart = [areaUnderCurve(shared, labels), areaUnderCurve(worse, labels)] as const;
      return {
        alike: compareAreas(noisy(0.3), noisy(0.3), labels),
        better: compareAreas(shared, worse, labels),
        unpaired: (apart[0].auc - apart[1].auc) / Math.hypot(apart[0].standardError, apart[1].standardError),
      };
    });
    const share = (of: (each: (typeof compared)[number]) => boolean) => compared.filter(of).length / compared.length;
    expect(share(({ alike }) => alike.pValue < 0.05)).toBeLessThan(0.09);
    expect(share(({ alike }) => alike.pValue < 0.05)).toBeGreaterThan(0.02);
    expect(share(({ better }) => better.pValue < 0.05)).toBeGreaterThan(0.3);
    expect(share(({ unpaired }) => Math.abs(unpaired) > 1.96)).toBeLessThan(0.1);
  });

  it('are the same for a score and itself', () => {
    const { labels, shared } = drawn(1);
    expect(compareAreas(shared, shared, labels)).toEqual({ auc: 0, standardError: 0, pValue: 1 });
  });
});
