import { describe, expect, it } from 'vitest';
import { usageValues } from '../../dashboard/src/account/usage-values.js';
import { everyStep } from '../../dashboard/src/days.js';

const series = (feature: string, ...values: ReadonlyArray<number | null>) => ({
  metric: 'events',
  feature,
  points: values.map((value, i) => ({ start: `2026-03-0${i + 1}`, value })),
});

describe('what the usage chart shows', () => {
  it('has a place for every day, and a gap where nobody told of one', () => {
    const points = [
      { start: '2026-03-01', value: 4 },
      { start: '2026-03-02', value: null },
      { start: '2026-03-04', value: 0 },
    ];
    const byFeature = [{ metric: 'events', feature: 'Search', points }];
    expect(usageValues({ byFeature, people: [], step: 1 }, 8)).toEqual({
      starts: ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'],
      features: [{ name: 'Search', values: [4, null, null, 0] }],
      active: [],
    });
  });

  it('adds up the least used features, so that every colour is told apart', () => {
    const byFeature = [series('a', 1, null), series('b', 9, 9), series('c', 5, null), series('d', 2, null)];
    expect(usageValues({ byFeature, people: [], step: 1 }, 3).features).toEqual([
      { name: 'b', values: [9, 9] },
      { name: 'c', values: [5, null] },
      { name: 'Other features', values: [3, null] },
    ]);
  });
});

describe('steps of days', () => {
  it('go from the first to the last, week by week', () => {
    expect(everyStep(['2026-03-16', '2026-03-02'], 7)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16']);
    expect(everyStep([], 7)).toEqual([]);
  });
});
