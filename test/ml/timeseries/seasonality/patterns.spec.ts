import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { type SeasonalPattern, seasonalPatterns } from '../../../../ml/timeseries/seasonality/seasonal-pattern.js';
import { groupPattern, shrunkTo } from '../../../../ml/timeseries/seasonality/shrinkage.js';
import { anySeries } from '../series-support.js';

const truth = [3, 1, 0, -1, -2, 4, -5];

const weekly = (weeks: number, seed: number, pattern: ReadonlyArray<number> = truth): Float64Array => {
  const uniform = uniformOf(seed);
  return Float64Array.from(
    { length: 7 * weeks },
    (_, i) => 50 + 0.1 * i + (pattern[i % 7] as number) + 2 * normalDraw(uniform),
  );
};

const patternOf = (series: Float64Array): SeasonalPattern => {
  const answer = seasonalPatterns(series, [7]);
  if (E.isLeft(answer)) throw new Error(answer.left._tag);
  return answer.right[0] as SeasonalPattern;
};

describe('a seasonal pattern', () => {
  it('tells each phase with its standard error, which the truth keeps to', () => {
    const inside = Array.from({ length: 40 }, (_, seed) => patternOf(weekly(20, seed)).phases).flatMap((phases) =>
      phases.map(({ phase, value, standardError }) => Math.abs(value - (truth[phase] as number)) < 2 * standardError),
    );
    const share = inside.filter((each) => each).length / inside.length;
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.985);
  });

  it('counts the values of a phase, and leaves out a phase that has none', () => {
    const gapped = weekly(20, 1).map((value, i) => (i % 7 === 5 || i < 14 ? Number.NaN : value));
    const { phases } = patternOf(gapped);
    expect(phases.map(({ phase, count }) => [phase, count])).toEqual([0, 1, 2, 3, 4, 6].map((phase) => [phase, 18]));
  });

  it('has errors in the units of the series, however large', () => {
    const plain = patternOf(weekly(8, 3)).phases.map(({ standardError }) => standardError);
    const huge = patternOf(weekly(8, 3).map((value) => value * 2 ** 980)).phases;
    expect(huge.map(({ standardError }) => standardError / 2 ** 980)).toEqual(plain);
  });

  it('is refused or all numbers, whatever the series', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const answer = seasonalPatterns(series, [7, 3]);
        if (E.isLeft(answer)) return;
        for (const { phases } of answer.right)
          for (const { value, standardError } of phases)
            expect(Number.isFinite(value) && Number.isFinite(standardError)).toBe(true);
      }),
      { numRuns: 100, seed: 4 },
    );
  });
});

describe('shrinkage to a group', () => {
  const own = (value: number, standardError: number): SeasonalPattern => ({
    period: 1,
    phases: [{ phase: 0, value, standardError, count: 1 }],
  });

  it('weighs by how accounts differ against how well one is known', () => {
    const group = groupPattern(
      1,
      [-2, -1, 1, 2].map((value) => own(value, 1e-6)),
    );
    expect(group.phases[0]?.value).toBeCloseTo(0, 9);
    expect(group.deviation).toBeCloseTo(Math.sqrt(10 / 3), 6);
    const [phase] = shrunkTo(group)(own(4, group.deviation));
    expect(phase?.weight).toBeCloseTo(0.5, 9);
    expect(phase?.value).toBeCloseTo(2, 9);
    expect(shrunkTo(group)(own(4, 1e-9))[0]?.value).toBeCloseTo(4, 6);
  });

  it('is the group where accounts differ no more than by chance, or nothing is known of one', () => {
    const group = groupPattern(
      1,
      [0.9, 1, 1.1].map((value) => own(value, 1)),
    );
    expect(group.deviation).toBe(0);
    expect(shrunkTo(group)(own(30, 1))).toEqual([
      { phase: 0, value: expect.closeTo(1, 9), standardError: expect.closeTo(1 / Math.sqrt(3), 9), weight: 0 },
    ]);
    expect(shrunkTo(group)(undefined)[0]?.value).toBeCloseTo(1, 9);
    expect(groupPattern(7, []).phases).toEqual([]);
  });

  it('brings patterns of little history nearer to their truth', () => {
    const uniform = uniformOf(9);
    const accounts = Array.from({ length: 40 }, (_, seed) => {
      const pattern = truth.map((value) => value + 0.5 * normalDraw(uniform));
      return { pattern, estimated: patternOf(weekly(seed < 30 ? 4 : 30, seed, pattern)) };
    });
    const group = groupPattern(
      7,
      accounts.map(({ estimated }) => estimated),
    );
    expect(group.deviation).toBeGreaterThan(0.3);
    expect(group.deviation).toBeLessThan(0.7);
    const shrink = shrunkTo(group);
    const error = (
      of: (account: SeasonalPattern) => ReadonlyArray<{ readonly phase: number; readonly value: number }>,
    ) =>
      accounts
        .slice(0, 30)
        .flatMap(({ pattern, estimated }) =>
          of(estimated).map(({ phase, value }) => (value - (pattern[phase] as number)) ** 2),
        )
        .reduce((sum, each) => sum + each, 0);
    expect(error(shrink)).toBeLessThan(0.6 * error(({ phases }) => phases));
    expect(shrink(accounts[0]?.estimated)[0]?.weight).toBeLessThan(shrink(accounts[39]?.estimated)[0]?.weight ?? 0);
  });

  it('lies between the account and the group, whatever their size', () => {
    const size = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    const error = fc.double({ min: 0, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(size, error), { minLength: 1, maxLength: 8 }), (accounts) => {
        const patterns = accounts.map(([value, standardError]) => own(value, standardError));
        const group = groupPattern(1, patterns);
        patterns.forEach((pattern, i) => {
          const [phase] = shrunkTo(group)(pattern);
          const ends = [accounts[i]?.[0] ?? 0, group.phases[0]?.value ?? 0];
          const room = 1e-9 * Math.max(...ends.map(Math.abs));
          expect(phase?.weight).toBeGreaterThanOrEqual(0);
          expect(phase?.weight).toBeLessThanOrEqual(1);
          expect(phase?.value).toBeGreaterThanOrEqual(Math.min(...ends) - room);
          expect(phase?.value).toBeLessThanOrEqual(Math.max(...ends) + room);
          expect(Number.isFinite(phase?.standardError)).toBe(true);
        });
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
