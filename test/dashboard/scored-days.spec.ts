import { describe, expect, it } from 'vitest';
import { bandRuns, withScoredDay } from '../../dashboard/src/account/scored-days.js';

const point = (day: string, score: number, band: string) => ({ day, score, band });
const health = (day: string, score: number, band: string) => ({
  ...point(day, score, band),
  measures: [],
  caps: [],
  policyVersion: 1,
  scoredAt: `${day}T10:00:00.000Z`,
});
const points = [point('2026-03-01', 80, 'healthy'), point('2026-03-03', 60, 'watch')];

describe('scored days', () => {
  it('take a score in its place, and a restated day instead of what was said of it', () => {
    expect(withScoredDay(points, health('2026-03-02', 70, 'watch')).map(({ score }) => score)).toEqual([80, 70, 60]);
    expect(withScoredDay(points, health('2026-03-03', 20, 'critical')).map(({ score }) => score)).toEqual([80, 20]);
  });

  it('run in a band until the day another one begins', () => {
    expect(bandRuns([...points, point('2026-03-04', 58, 'watch')])).toEqual([
      { band: 'healthy', from: '2026-03-01', to: '2026-03-03' },
      { band: 'watch', from: '2026-03-03', to: '2026-03-04' },
    ]);
  });
});
