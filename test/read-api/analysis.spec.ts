import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../ml/statistics/random.js';
import { get, givenApi, graphql } from '../support/given-api.js';

const DAYS = 182;
const dayAt = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 86_400_000).toISOString().slice(0, 10);
const noise = (seed: number) => {
  const uniform = uniformOf(seed);
  return Array.from({ length: DAYS + 10 }, () => normalDraw(uniform));
};

/** Usage with a week in it, and tickets that follow three days after what is new in it. */
const surprises = noise(1);
const own = noise(2);
const usage = (i: number) => 200 + 60 * Math.sin((2 * Math.PI * i) / 7) + 20 * (surprises[i + 5] ?? 0);
const tickets = (i: number) => 50 + 8 * (surprises[i + 2] ?? 0) + 2 * (own[i] ?? 0);
const daily = (metric: string, valueAt: (i: number) => number, accountId = 'acme') =>
  Array.from({ length: DAYS }, (_, i) => ({ accountId, metric, day: dayAt(i), value: valueAt(i) }));

const BROKEN = 150;
const book = {
  now: `${dayAt(DAYS - 1)}T12:00:00Z`,
  accounts: [{ accountId: 'acme', segment: 'enterprise' }, { accountId: 'birch' }],
  daily: [
    ...daily('events', usage),
    ...daily('tickets_opened', tickets),
    ...daily('events', (i) => (i === BROKEN ? 0 : Math.round(usage(i))), 'birch'),
  ],
};
const ask = (what: string, query: string) => get(`/api/v1/trends/${what}?${query}&from=2026-01-01`, { as: 'analyst' });

type Point = {
  readonly value: number;
  readonly trend: number;
  readonly seasons: ReadonlyArray<number>;
  readonly remainder: number;
};

describe('a decomposition', () => {
  it('finds the week, and adds up', async () => {
    const response = await givenApi(book)
      .when(ask('decomposition', 'metric=events&account_id=acme'))
      .then200({ metric: 'events', grain: 'day', seasons: [{ period: 7 }], freshness: { readModel: 'trends' } });
    const { points, seasons } = response.json();
    expect(seasons[0].strength).toBeGreaterThan(0.7);
    expect(points).toHaveLength(DAYS);
    const off = points.map(({ value, trend, seasons: parts, remainder }: Point) =>
      Math.abs(value - trend - remainder - parts.reduce((sum, part) => sum + part, 0)),
    );
    expect(Math.max(...off)).toBeLessThan(1e-4);
  });

  it('finds no season where there is none', async () => {
    await givenApi(book)
      .when(ask('decomposition', 'metric=tickets_opened&segment=enterprise'))
      .then200({ seasons: [] });
  });

  it('is refused where nothing was said, as a forecast is where too little was', async () => {
    await givenApi(book)
      .when(get('/api/v1/trends/forecast?metric=events&account_id=acme&from=2026-06-30'))
      .thenProblem(422, 'series-refused');
    await givenApi(book).when(ask('decomposition', 'metric=nps')).thenProblem(422, 'series-refused');
  });
});

describe('a forecast', () => {
  it('goes on from the last day, with intervals inside each other', async () => {
    const response = await givenApi(book)
      .when(ask('forecast', 'metric=events&account_id=acme&horizon=14'))
      .then200({ metric: 'events', periods: [7] });
    const { points } = response.json();
    expect(points).toHaveLength(14);
    expect(points[0].start).toBe(dayAt(DAYS));
    for (const { value, low80, high80, low95, high95 } of points) {
      expect(low95).toBeLessThanOrEqual(low80);
      expect(low80).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high80);
      expect(high80).toBeLessThanOrEqual(high95);
    }
  });

  it('leaves out a month that is not over', async () => {
    const response = await givenApi(book)
      .when(
        get('/api/v1/trends/forecast?metric=events&account_id=acme&grain=week&horizon=2&from=2026-01-05&to=2026-06-24'),
      )
      .then200({ grain: 'week' });
    expect(response.json().points.map(({ start }: { start: string }) => start)).toEqual(['2026-06-22', '2026-06-29']);
  });
});

describe('correlations', () => {
  it('tell which metric moves before which, and how much later', async () => {
    const response = await givenApi(book)
      .when(ask('correlations', 'metric=events,tickets_opened&account_id=acme&longest_lag=10'))
      .then200({
        leads: [
          { leader: 'events', follower: 'tickets_opened', lag: 3, isFinding: true },
          { leader: 'tickets_opened', follower: 'events', isFinding: false },
        ],
      });
    expect(response.json().leads[0].quarters).toHaveLength(4);
  });
});

describe('a detector', () => {
  it('can be tried on the past', async () => {
    const response = await givenApi(book)
      .when(ask('detector', 'metric=events&account_id=birch&false_alarms_per_year=0.5'))
      .then200({ metric: 'events', falseAlarmsPerYear: 0.5 });
    expect(response.json().alarms.map(({ day }: { day: string }) => day)).toContain(dayAt(BROKEN));
  });
});

describe('the analysis of series', () => {
  it('is the same in GraphQL', async () => {
    const question = `{
      decomposition(metric: "events", accountId: "acme", from: "2026-01-01") { seasons { period } }
      forecast(metric: "events", accountId: "acme", from: "2026-01-01", horizon: 1) { points { start } }
      correlations(metrics: ["events", "tickets_opened"], accountId: "acme", from: "2026-01-01", longestLag: 5) { leads { leader lag } }
      detector(metric: "events", accountId: "acme", from: "2026-01-01") { falseAlarmsPerYear }
    }`;
    await givenApi(book)
      .when(graphql(question))
      .then200({
        data: {
          decomposition: { seasons: [{ period: 7 }] },
          forecast: { points: [{ start: dayAt(DAYS) }] },
          correlations: { leads: [{ leader: 'events', lag: 3 }, { leader: 'tickets_opened' }] },
          detector: { falseAlarmsPerYear: 1 },
        },
      });
  });

  it.each([
    ['decomposition', 'grain=day', '/metric'],
    ['decomposition', 'metric=events&grain=all', '/grain'],
    ['forecast', 'metric=events&horizon=0', '/horizon'],
    ['correlations', 'metric=events&longest_lag=1.5', '/longest_lag'],
    ['detector', 'metric=events&false_alarms_per_year=1000', '/false_alarms_per_year'],
    ['detector', 'metric=events&account_id=acme&plan=pro', '/plan'],
  ])('refuses %s of %s, naming the field', async (what, query, pointer) => {
    await givenApi(book)
      .when(get(`/api/v1/trends/${what}?${query}`))
      .thenProblem(400, 'invalid-request', [pointer]);
  });
});
