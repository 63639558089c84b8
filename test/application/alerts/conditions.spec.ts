import { describe, expect, it } from 'vitest';
import { type ConditionWatch, judge } from '../../../application/alerts/conditions.js';
import { Watch } from '../../../domain/alert-rule/events.js';
import { defaultPolicy } from '../../../domain/health/default-policy.js';
import { CalendarDate, Timestamp } from '../../../domain/primitives.js';
import { valid } from '../../support/valid.js';

const date = valid(CalendarDate);
const series = (metric: string, from: string, values: ReadonlyArray<number | null>) =>
  new Map([
    [
      metric,
      {
        from: date(from),
        sums: Float64Array.from(values, (value) => value ?? Number.NaN),
        counts: Float64Array.from(values, (value) => (value === null ? 0 : 1)),
      },
    ],
  ]);
const judged = (watch: object, of: ReturnType<typeof series>, savedAt = '2026-03-04T12:00:00Z') =>
  judge(valid(Watch)(watch) as ConditionWatch, defaultPolicy, {
    series: of,
    from: date('2026-03-01'),
    day: date('2026-03-06'),
    savedAt: valid(Timestamp)(savedAt),
  });

describe('a condition of health', () => {
  const critical = { what: 'health-band', bands: ['critical', 'at-risk'] };

  it('holds in the bands of the rule', () => {
    expect(judged(critical, series('health', '2026-03-02', [80, 80, 50]))).toMatchObject({
      holds: true,
      seen: { what: 'health', day: '2026-03-04', score: 50, band: 'at-risk', fall: null },
    });
    expect(judged(critical, series('health', '2026-03-02', [80, 50, 80]))).toMatchObject({ holds: false });
    expect(judged(critical, series('health', '2026-03-02', [null]))).toBeUndefined();
    expect(judged(critical, new Map())).toBeUndefined();
  });

  it.each([
    ['it came about on the day the rule was saved', '2026-03-02', [80, 80, 20, null, 20], true],
    ['it was so before', '2026-03-02', [80, 20, 20], false],
    ['it was so as far back as is known', '2026-03-01', [20, 20, 20, 20, 20], false],
    ['the account is new', '2026-03-05', [20], true],
  ])('is new or not: %s', (_, from, values, isNew) => {
    expect(judged(critical, series('health', from, values))).toMatchObject({ holds: true, isNew });
  });

  it('holds below a score', () => {
    const below = { what: 'health-score', below: 40 };
    expect(judged(below, series('health', '2026-03-02', [80, 80, 39.9]))).toMatchObject({ holds: true });
    expect(judged(below, series('health', '2026-03-02', [80, 80, 40]))).toMatchObject({ holds: false });
  });

  it('holds where it fell from its best of some days', () => {
    const fall = { what: 'health-fall', points: 20, days: 2 };
    expect(judged(fall, series('health', '2026-03-02', [90, 80, 70, 60]))).toMatchObject({
      holds: true,
      seen: { score: 60, fall: 20 },
    });
    expect(judged(fall, series('health', '2026-03-02', [90, 79, 70, 60]))).toMatchObject({ holds: false });
    expect(judged({ ...fall, points: 0 }, series('health', '2026-03-02', [60, 60]))).toMatchObject({ holds: false });
  });
});

describe('a condition of a metric', () => {
  const metric = (is: string, limit: number) => ({ what: 'metric', metric: 'tickets_opened', is, limit, days: 3 });
  const tickets = series('tickets_opened', '2026-03-02', [9, 1, null, 2, 3]);

  it('holds above a limit, with what the last day has so far', () => {
    expect(judged(metric('above', 4), tickets)).toMatchObject({
      holds: true,
      seen: { what: 'metric', from: '2026-03-04', day: '2026-03-06', value: 5 },
    });
    expect(judged(metric('above', 5), tickets)).toMatchObject({ holds: false });
  });

  it('holds below a limit, on whole days alone, once there are as many', () => {
    expect(judged(metric('below', 4), tickets)).toMatchObject({
      holds: true,
      seen: { from: '2026-03-03', day: '2026-03-05', value: 3 },
    });
    expect(judged(metric('below', 3), tickets)).toMatchObject({ holds: false });
    expect(judged(metric('below', 4), series('tickets_opened', '2026-03-05', [1]))).toBeUndefined();
  });

  it('is nothing where nothing was ever said', () => {
    expect(judged(metric('below', 4), series('events', '2026-03-02', [1]))).toBeUndefined();
  });
});
