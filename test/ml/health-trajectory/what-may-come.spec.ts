import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../domain/health/default-policy.js';
import { CalendarDate } from '../../../domain/primitives.js';
import { chancesOfFalling, chancesOfWeeks } from '../../../ml/health-trajectory/chances-ahead.js';
import { bandCrossings } from '../../../ml/health-trajectory/crossings.js';
import { interventionWindow } from '../../../ml/health-trajectory/intervention-window.js';
import type { Response } from '../../../ml/health-trajectory/measured-actions.js';
import { valid } from '../../support/valid.js';

const day = valid(CalendarDate)('2025-01-06');
const { bands } = defaultPolicy;
const path = (...scores: ReadonlyArray<number>) => Float64Array.from(scores);

describe('crossings of bands', () => {
  it('count the paths that come into a band or past it, and name the week by which half of those do', () => {
    const mayCome = [path(70, 50, 60), path(70, 70, 30), path(80, 70, 70), path(60, 54, 20)];
    expect(bandCrossings({ mayCome }, 65, bands)).toEqual([
      { band: 'healthy', probability: 0.25, week: 1 },
      { band: 'at-risk', probability: 0.75, week: 2 },
      { band: 'critical', probability: 0.5, week: 3 },
    ]);
  });

  it('are none where no path comes, and not told where none is known', () => {
    expect(bandCrossings({ mayCome: [path(80, 90)] }, 80, bands)).toMatchObject([
      { band: 'watch', probability: 0, week: null },
      { band: 'at-risk', probability: 0, week: null },
      { band: 'critical', probability: 0, week: null },
    ]);
    expect(bandCrossings({ mayCome: [] }, 80, bands)).toEqual([]);
  });
});

describe('chances of the weeks ahead', () => {
  it('share out what comes between horizons, and add up to the last of them', () => {
    const chances = chancesOfWeeks(
      [
        { days: 28, probability: 0.04 },
        { days: 84, probability: 0.2 },
      ],
      26,
    );
    expect([...chances.subarray(0, 4)].every((chance) => Math.abs(chance - 0.01) < 1e-12)).toBe(true);
    expect(chances[4]).toBeCloseTo(0.02, 12);
    expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0.2, 12);
    expect(chances[12]).toBe(0);
  });

  it('of falling count each path once, when it first leaves its band downwards', () => {
    const mayCome = [path(50, 40, 60), path(60, 60, 50), path(60, 60, 80), path(60, 60, 60)];
    expect(chancesOfFalling({ mayCome, score: path(60, 60, 60) }, 65, bands)).toEqual(path(0.25, 0, 0.25));
    expect(chancesOfFalling({ mayCome, score: path(60, 60, 60) }, 20, bands)).toEqual(path(0, 0, 0));
  });
});

const seen = (from: number, to: number, value: number, low: number): Response => ({
  from,
  to,
  score: { value, low, high: 2 * value - low, pValue: 0, cases: 100, groups: 50 },
});

describe('the intervention window', () => {
  const evenly = new Float64Array(26).fill(0.02);

  it('is now where acting helps at any time, for what is averted only gets less', () => {
    const window = interventionWindow({ day, chances: evenly, renewalIn: 200, responses: [seen(0, 36_500, 3, 1)] });
    expect(window).toEqual({ from: '2025-01-06', to: '2025-02-09' });
  });

  it('waits for the time before the renewal at which acting was seen to help', () => {
    const responses = [seen(0, 60, 3, 1), seen(60, 120, 4, 2), seen(120, 36_500, 1, -1)];
    const late = path(...Array.from({ length: 26 }, (_, week) => (week > 16 ? 0.05 : 0)));
    expect(interventionWindow({ day, chances: late, renewalIn: 150, responses })).toEqual({
      from: '2025-02-10',
      to: '2025-04-06',
    });
  });

  it('is none where nothing is feared, or nothing was seen to help beyond chance', () => {
    const responses = [seen(0, 36_500, 3, 1)];
    expect(interventionWindow({ day, chances: new Float64Array(26), renewalIn: 100, responses })).toBeNull();
    for (const none of [[], [seen(0, 36_500, 3, -0.1)], [{ from: 0, to: 36_500, score: 'not estimable' as const }]])
      expect(interventionWindow({ day, chances: evenly, renewalIn: 100, responses: none })).toBeNull();
  });

  it('is told from the time long before a renewal where none is known', () => {
    const responses = [seen(0, 60, 3, 1), seen(60, 36_500, 3, -1)];
    expect(interventionWindow({ day, chances: evenly, renewalIn: null, responses })).toBeNull();
    expect(interventionWindow({ day, chances: evenly, renewalIn: 50, responses })?.from).toBe(day);
  });
});
