import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthChange } from '../../../domain/health/change.js';
import { defaultPolicy } from '../../../domain/health/default-policy.js';
import { InputName, type Inputs } from '../../../domain/health/policy.js';
import { scoreInputs } from '../../../domain/health/score.js';

const inputNames = InputName.name.split('|') as ReadonlyArray<keyof Inputs>;
const none = Object.fromEntries(inputNames.map((name) => [name, null])) as Inputs;
const scored = (inputs: Partial<Inputs>) => scoreInputs(defaultPolicy, { ...none, ...inputs });

const anyInputs = fc
  .tuple(...inputNames.map(() => fc.option(fc.double({ min: -1, max: 100, noNaN: true }), { nil: null })))
  .map((values) => Object.fromEntries(inputNames.map((name, i) => [name, values[i] ?? null])) as Inputs);

describe('what moved a score', () => {
  it('is told measure by measure, the largest first', () => {
    const before = scored({ usage_trend: 0.3, usage_recency_days: 1, engagement_recency_days: 7 });
    const after = scored({ usage_trend: -0.8, usage_recency_days: 1, engagement_recency_days: 30 });
    const { change, measures, capPoints } = healthChange(before, after);
    expect(measures.slice(0, 2)).toMatchObject([
      { name: 'usage trend', from: { score: 100 }, to: { score: 0 } },
      { name: 'engagement recency', from: { score: 100 }, to: { score: 75 } },
    ]);
    expect(measures.slice(2).every(({ points }) => points === 0)).toBe(true);
    expect(capPoints).toBe(0);
    expect(change).toBeLessThan(-40);
  });

  it('names what a cap takes apart from what measures move', () => {
    const good = { usage_trend: 0.3, usage_recency_days: 1, engagement_recency_days: 7 };
    const { change, capPoints, measures } = healthChange(scored(good), scored({ ...good, stakeholders_left: 2 }));
    expect(change).toBe(-50);
    expect(capPoints).toBe(-50);
    expect(measures.every(({ points }) => points === 0)).toBe(true);
  });

  it('is not told as a number where a day has no score', () => {
    expect(healthChange(undefined, scored({ usage_trend: 0, usage_recency_days: 1 }))).toMatchObject({ change: null });
    expect(healthChange(undefined, undefined)).toEqual({ change: null, measures: [], capPoints: 0, rounding: 0 });
  });

  it('adds up to the change, to a rounding of less than two tenths', () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (one, another) => {
        const { change, measures, capPoints, rounding } = healthChange(scored(one), scored(another));
        fc.pre(change !== null);
        const sum = measures.reduce((total, { points }) => total + points, capPoints + rounding);
        expect(sum).toBeCloseTo(change ?? 0, 6);
        expect(Math.abs(rounding)).toBeLessThan(0.25);
      }),
    );
  });
});
