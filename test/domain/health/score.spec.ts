import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../domain/health/default-policy.js';
import { HealthPolicy, InputName, type Inputs } from '../../../domain/health/policy.js';
import { scoreInputs, valueAt } from '../../../domain/health/score.js';
import { valid } from '../../support/valid.js';

const policy = (more: object = {}) =>
  valid(HealthPolicy)({
    version: 7,
    groups: [
      {
        name: 'usage',
        weight: 3,
        measures: [
          {
            name: 'trend',
            input: 'usage_trend',
            weight: 1,
            curve: [
              [-1, 0],
              [1, 100],
            ],
          },
          {
            name: 'seats',
            input: 'seat_utilisation',
            weight: 2,
            curve: [
              [0, 0],
              [1, 100],
            ],
          },
        ],
      },
      {
        name: 'support',
        weight: 1,
        measures: [
          {
            name: 'csat',
            input: 'csat',
            weight: 1,
            curve: [
              [0, 0],
              [1, 100],
            ],
          },
        ],
      },
    ],
    bands: [
      { band: 'healthy', from: 70 },
      { band: 'critical', from: 0 },
    ],
    missing: { rule: 'share-out', minimumPresent: 0.5 },
    caps: [{ name: 'silent', input: 'usage_recency_days', is: 'above', limit: 29, atMost: 30 }],
    ...more,
  });

const none = Object.fromEntries(InputName.name.split('|').map((name) => [name, null])) as Inputs;
const inputs = (more: Partial<Inputs>): Inputs => ({ ...none, ...more });
const weightsOf = (scored: ReturnType<typeof scoreInputs>) => scored.measures.map(({ weight }) => weight);

describe('a curve', () => {
  it.each([
    [-5, 10],
    [0, 10],
    [5, 30],
    [10, 50],
    [15, 45],
    [99, 40],
  ])('gives %s the value %s', (input, value) => {
    expect(
      valueAt(
        [
          [0, 10],
          [10, 50],
          [20, 40],
        ],
        input,
      ),
    ).toBe(value);
  });
});

describe('a health score', () => {
  it('weighs measures within their group and groups among each other', () => {
    const scored = scoreInputs(policy(), inputs({ usage_trend: 1, seat_utilisation: 0.5, csat: 0 }));
    expect(scored.score).toBe(50);
    expect(weightsOf(scored)).toEqual([0.25, 0.5, 0.25]);
    expect(scored.measures[1]).toEqual({ name: 'seats', group: 'usage', input: 0.5, score: 50, weight: 0.5 });
    expect(scored.band).toBe('critical');
  });

  it('shares the weight of what is missing out among what is there', () => {
    const scored = scoreInputs(policy(), inputs({ seat_utilisation: 0.8, csat: 0.5 }));
    expect(weightsOf(scored)).toEqual([0, 0.666667, 0.333333]);
    expect(scored.score).toBe(70);
    expect(scored.band).toBe('healthy');
  });

  it('is not given when too little is known, though what is known is shown', () => {
    expect(scoreInputs(policy(), inputs({ usage_trend: 1, csat: 0.5 })).score).toBe(75);
    const less = scoreInputs(policy(), inputs({ csat: 0.5 }));
    expect([less.score, less.band, weightsOf(less)]).toEqual([null, null, [0, 0, 0]]);
    expect(less.measures.map(({ score }) => score)).toEqual([null, null, 50]);
  });

  it('is capped while the limit is passed, and not by what is missing', () => {
    const good = { usage_trend: 1, seat_utilisation: 1, csat: 1 };
    const silent = scoreInputs(policy(), inputs({ ...good, usage_recency_days: 30 }));
    expect([silent.score, silent.band, silent.caps]).toEqual([30, 'critical', ['silent']]);
    const quiet = scoreInputs(policy(), inputs({ ...good, usage_recency_days: 29 }));
    expect([quiet.score, quiet.caps]).toEqual([100, []]);
    expect(scoreInputs(policy(), inputs(good)).caps).toEqual([]);
  });

  it('lies between 0 and 100 and has the band of its score, whatever the inputs', () => {
    const input = fc.option(fc.double({ min: -1000, max: 1000, noNaN: true }), { nil: null });
    const anyInputs = fc.record(Object.fromEntries(Object.keys(none).map((name) => [name, input])));
    fc.assert(
      fc.property(anyInputs, (read) => {
        const { score, band, measures } = scoreInputs(defaultPolicy, read as Inputs);
        const weight = measures.reduce((sum, measure) => sum + measure.weight, 0);
        expect(weight).toBeCloseTo(score === null ? 0 : 1, 4);
        expect(score === null || (score >= 0 && score <= 100)).toBe(true);
        expect(band).toBe(score === null ? null : defaultPolicy.bands.find(({ from }) => score >= from)?.band);
      }),
      { seed: 2026 },
    );
  });
});

describe('a health policy', () => {
  it('is valid as it comes', () => {
    expect(HealthPolicy.decode(defaultPolicy)).toEqual(E.right(defaultPolicy));
  });

  it.each([
    [
      'a curve that runs backwards',
      {
        groups: [
          {
            name: 'g',
            weight: 1,
            measures: [
              {
                name: 'm',
                input: 'csat',
                weight: 1,
                curve: [
                  [1, 0],
                  [0, 1],
                ],
              },
            ],
          },
        ],
      },
    ],
    [
      'a curve without points',
      { groups: [{ name: 'g', weight: 1, measures: [{ name: 'm', input: 'csat', weight: 1, curve: [] }] }] },
    ],
    ['groups that weigh nothing', { groups: [] }],
    ['a group without measures', { groups: [{ name: 'g', weight: 1, measures: [] }] }],
    ['bands that leave a score without one', { bands: [{ band: 'healthy', from: 50 }] }],
    [
      'bands out of order',
      {
        bands: [
          { band: 'critical', from: 0 },
          { band: 'healthy', from: 50 },
        ],
      },
    ],
  ])('may not have %s', (_, more) => {
    expect(() => policy(more)).toThrow();
  });
});
