import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type Treated, treatmentEffect } from '../../../../ml/learning/effects/treatment-effect.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { numbers } from '../made-up-examples.js';

type Made = { readonly effect: number; readonly accounts?: number; readonly byNeed?: number; readonly share?: number };

const DAYS = 8;

/** Accounts that need the treatment more get it more often, and do worse by 10 points for each unit of need. */
const madeUp = (seed: number, { effect, accounts = 90, byNeed = 1, share = 0 }: Made): Treated => {
  const uniform = uniformOf(seed);
  const rows = Array.from({ length: accounts }, (_, group) => {
    const own = normalDraw(uniform);
    return Array.from({ length: DAYS }, () => {
      const need = normalDraw(uniform);
      const size = normalDraw(uniform);
      const treated = uniform() < sigmoid(share + byNeed * need) ? 1 : 0;
      const outcome = 60 - 10 * need + 3 * size + 4 * own + effect * treated + 5 * normalDraw(uniform);
      return { need, size, treated, outcome, group };
    });
  }).flat();
  return {
    features: {
      columns: numbers('need', 'size'),
      rows: rows.length,
      values: Float64Array.from(rows.flatMap(({ need, size }) => [need, size])),
    },
    treated: Float64Array.from(rows, (row) => row.treated),
    outcome: Float64Array.from(rows, (row) => row.outcome),
    groups: Int32Array.from(rows, (row) => row.group),
  };
};

const estimated = (given: Treated, seed = 1) => {
  const found = treatmentEffect(given, seed);
  if (E.isLeft(found)) throw new Error(found.left.reason);
  return found.right;
};

const naive = ({ treated, outcome }: Treated): number => {
  const meanOf = (arm: number) => {
    const those = outcome.filter((_, row) => treated[row] === arm);
    return those.reduce((sum, each) => sum + each, 0) / those.length;
  };
  return meanOf(1) - meanOf(0);
};

const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);

describe('the effect of a treatment', () => {
  it('is found where who needs it most gets it most, and seems to be harmed by it', () => {
    const given = madeUp(3, { effect: 4 });
    expect(naive(given)).toBeLessThan(-3);
    const { value, low, high, cases, groups } = estimated(given);
    expect(Math.abs(value - 4)).toBeLessThan(1.2);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
    expect(cases).toBeGreaterThan(250);
    expect(groups).toBeGreaterThan(80);
  });

  it('is right on average, and within its interval about as often as that says', () => {
    const found = SEEDS.map((seed) => estimated(madeUp(seed, { effect: 4 })));
    const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
    const covered = found.filter(({ low, high }) => low <= 4 && 4 <= high).length / found.length;
    expect(Math.abs(mean - 4)).toBeLessThan(0.3);
    expect(covered).toBeGreaterThanOrEqual(0.83);
  });

  it('is not found where there is none, but by the chance that the interval leaves', () => {
    const found = SEEDS.map((seed) => estimated(madeUp(seed + 1000, { effect: 0 })));
    const told = found.filter(({ low, high }) => low > 0 || high < 0).length / found.length;
    expect(told).toBeLessThanOrEqual(0.17);
  });

  it('is the same for the same seed', () => {
    const given = madeUp(5, { effect: 2 });
    expect(estimated(given, 9)).toEqual(estimated(given, 9));
  });

  it.each([
    ['too few treated', { effect: 4, share: -6 }],
    ['too few untreated', { effect: 4, share: 6 }],
    ['treated and untreated are not alike', { effect: 4, byNeed: 40 }],
  ] as const)('is not told where there are %s', (reason, made) => {
    expect(treatmentEffect(madeUp(2, made), 1)).toMatchObject(E.left({ _tag: 'NotEnoughEvidence', reason }));
  });

  it('is not told from many days of few accounts', () => {
    const one = madeUp(2, { effect: 4, accounts: 10 });
    const many = madeUp(2, { effect: 4, accounts: 120 });
    expect(E.isLeft(treatmentEffect(one, 1))).toBe(true);
    expect(E.isLeft(treatmentEffect({ ...many, groups: many.groups.map((group) => group % 10) }, 1))).toBe(true);
  });
});
