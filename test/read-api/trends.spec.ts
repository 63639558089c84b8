import { describe, expect, it } from 'vitest';
import { fact } from '../support/fact.js';
import { get, givenApi, graphql } from '../support/given-api.js';

const scored = (day: string, score: number) =>
  fact('HealthScored', {
    accountId: 'acme',
    day,
    occurredAt: `${day}T23:59:59Z`,
    score,
    band: score >= 50 ? 'healthy' : 'critical',
    measures: [{ name: 'active_users', group: 'usage', input: 12, score, weight: 1 }],
    caps: [],
    policyVersion: 3,
  });

const book = {
  now: '2026-06-30T12:00:00Z',
  accounts: [
    { accountId: 'acme', segment: 'enterprise', mergedFrom: ['acme-old'] },
    { accountId: 'birch', segment: 'smb' },
  ],
  health: [
    { accountId: 'acme', day: '2026-06-01', score: 40 },
    { accountId: 'acme', day: '2026-06-30', score: 80, band: 'healthy' },
  ],
  daily: [
    { accountId: 'acme', metric: 'events', day: '2026-06-30', value: 7 },
    { accountId: 'acme-old', metric: 'events', day: '2026-06-23', value: 5 },
    { accountId: 'birch', metric: 'events', day: '2026-06-24', value: 3 },
    { accountId: 'acme', metric: 'arr', day: '2026-06-30', value: 1000 },
  ],
  facts: [scored('2026-06-01', 40), scored('2026-06-02', 60), scored('2026-06-01', 45)],
};

const health = (query = '') => get(`/api/v1/trends/health-scores/acme${query}`);
const usage = (timeframe: string, query = '') => get(`/api/v1/trends/usage-patterns/${timeframe}${query}`);

describe('health scores', () => {
  it('are the scored days of the last 90, and the current score', async () => {
    await givenApi(book)
      .when(health())
      .then200({
        accountId: 'acme',
        from: '2026-04-02',
        to: '2026-06-30',
        points: [{ day: '2026-06-01' }, { day: '2026-06-30' }],
        current: { score: 80, band: 'healthy', measures: [] },
        freshness: { readModel: 'health' },
      });
  });

  it('include both ends of the span asked for', async () => {
    await givenApi(book)
      .when(health('?from=2026-06-01&to=2026-06-30'))
      .then200({ points: [{ day: '2026-06-01' }, { day: '2026-06-30' }] });
    const response = await givenApi(book).when(health('?from=2026-06-02&to=2026-06-29')).then200({});
    expect(response.json().points).toEqual([]);
  });

  it('as of a day know nothing of later days', async () => {
    const response = await givenApi(book)
      .when(health('?asOf=2026-06-15'))
      .then200({ current: { score: 40 } });
    expect(response.json().points).toHaveLength(1);
  });

  it('as known at a position are those the log held then, restated days as they first were', async () => {
    const first = await givenApi(book)
      .when(health('?knownAt=200'))
      .then200({ current: { day: '2026-06-02', score: 60, measures: [{ name: 'active_users', score: 60 }] } });
    expect(first.json().points.map(({ score }: { score: number }) => score)).toEqual([40, 60]);
    const later = await givenApi(book).when(health('?knownAt=300')).then200({});
    expect(later.json().points.map(({ score }: { score: number }) => score)).toEqual([45, 60]);
  });

  it('of an account never scored are none', async () => {
    await givenApi(book).when(get('/api/v1/trends/health-scores/birch')).then200({ points: [], current: null });
  });

  it.each([
    ['?from=2026-13-01', '/from'],
    ['?to=tomorrow', '/to'],
    ['?from=2026-06-02&to=2026-06-01', '/from'],
    ['?from=1900-01-01', '/from'],
    ['?from=0000-01-01', '/from'],
    ['?from=2026-06-01T00:00:00Z', '/from'],
  ])('are refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book).when(health(query)).thenProblem(400, 'invalid-request', [pointer]);
  });

  it('are not found for an account nobody knows', async () => {
    await givenApi(book).when(get('/api/v1/trends/health-scores/elm')).thenProblem(404, 'account-not-found');
  });
});

describe('what moved a health score', () => {
  const measure = (name: string, input: number | null, score: number | null, weight: number) => ({
    name,
    group: 'usage',
    input,
    score,
    weight,
  });
  const used = (day: string, quantity: number) =>
    fact('UsageRecorded', {
      accountId: 'acme',
      metric: 'events',
      feature: null,
      window: { start: `${day}T00:00:00Z`, end: `${day}T01:00:00Z` },
      occurredAt: `${day}T01:00:00Z`,
      quantity,
    });
  const moved = {
    ...book,
    health: [
      {
        accountId: 'acme',
        day: '2026-06-01',
        score: 70,
        measures: [measure('usage trend', 0, 80, 0.5), measure('usage recency', 9, 60, 0.5)],
      },
      {
        accountId: 'acme',
        day: '2026-06-08',
        score: 40,
        measures: [measure('usage trend', -0.7, 20, 0.5), measure('usage recency', 9, 60, 0.5)],
      },
    ],
    facts: [used('2026-04-20', 3), used('2026-05-05', 9), used('2026-06-02', 1), used('2026-06-03', 1)],
  };
  const explain = (query: string) => get(`/api/v1/trends/health-scores/acme/explain${query}`, { as: 'csm' });

  it('is told by measure, with the facts behind those that changed, the latest first', async () => {
    const response = await givenApi(moved)
      .when(explain('?from=2026-06-01&to=2026-06-08'))
      .then200({
        accountId: 'acme',
        from: { day: '2026-06-01', score: 70 },
        to: { day: '2026-06-08', score: 40 },
        change: -30,
        capPoints: 0,
        rounding: 0,
      });
    expect(response.json().measures).toMatchObject([
      {
        name: 'usage trend',
        points: -30,
        factCount: 3,
        facts: [
          { id: 'event-4', type: 'UsageRecorded', because: 'happened', days: null },
          { id: 'event-3', because: 'happened' },
          { id: 'event-2', because: 'aged', days: 28 },
        ],
      },
      { name: 'usage recency', points: 0, factCount: 0, facts: [] },
    ]);
  });

  it('names as many facts as are asked for, and counts the rest', async () => {
    const response = await givenApi(moved).when(explain('?from=2026-06-01&to=2026-06-08&limit=1')).then200({});
    expect(response.json().measures[0]).toMatchObject({ factCount: 3, facts: [{ id: 'event-4' }] });
  });

  it('is told as the log knew it: by the scores and the facts that were recorded by then', async () => {
    const rated = (day: string, input: number, score: number) =>
      fact('HealthScored', {
        ...{ accountId: 'acme', day, occurredAt: `${day}T23:59:59Z`, score, band: 'watch', caps: [], policyVersion: 3 },
        measures: [measure('usage trend', input, score, 1)],
      });
    const facts = [
      rated('2026-06-01', 0, 80),
      used('2026-06-02', 1),
      rated('2026-06-08', -0.7, 20),
      used('2026-06-03', 1),
      rated('2026-06-08', -0.6, 30),
    ];
    const at = async (query: string) => {
      const asked = explain(`?from=2026-06-01&to=2026-06-08${query}`);
      const { change, measures } = (
        await givenApi({ ...moved, facts })
          .when(asked)
          .then200({})
      ).json();
      return [change, measures[0].facts.map(({ id }: { id: string }) => id)];
    };
    expect(await at('&knownAt=300')).toEqual([-60, ['event-2']]);
    expect(await at('&knownAt=500')).toEqual([-50, ['event-4', 'event-2']]);
  });

  it('is no number before the first score, and nothing is made up', async () => {
    await givenApi(moved)
      .when(explain('?from=2026-05-01&to=2026-06-08'))
      .then200({ from: null, to: { score: 40 }, change: null });
    await givenApi(moved)
      .when(explain('?from=2026-06-08&to=2026-06-01'))
      .thenProblem(400, 'invalid-request', ['/from']);
    await givenApi(moved)
      .when(get('/api/v1/trends/health-scores/nobody/explain'))
      .thenProblem(404, 'account-not-found');
  });

  it('is the same in GraphQL', async () => {
    const query = `{ account(id: "acme") { healthExplanation(from: "2026-06-01", to: "2026-06-08", first: 1) {
      change measures { name points factCount facts { id because } } } } }`;
    const response = await givenApi(moved).when(graphql(query)).then200({});
    expect(response.json().data.account.healthExplanation).toMatchObject({
      change: -30,
      measures: [{ name: 'usage trend', points: -30, factCount: 3, facts: [{ id: 'event-4' }] }, { factCount: 0 }],
    });
  });
});

type Points = { readonly points: ReadonlyArray<{ readonly value: number | null }> };

/** The values of a series without its gaps. */
const saidIn = ({ points }: Points) => points.flatMap(({ value }) => value ?? []);

describe('usage patterns', () => {
  it.each([
    ['7d', '2026-06-24', '2026-06-30', 'day'],
    ['2w', '2026-06-22', '2026-06-30', 'day'],
    ['3m', '2026-04-01', '2026-06-30', 'week'],
    ['12m', '2025-07-01', '2026-06-30', 'month'],
    ['2026', '2026-01-01', '2026-12-31', 'month'],
    ['2026-Q1', '2026-01-01', '2026-03-31', 'week'],
    ['2026-Q4', '2026-10-01', '2026-12-31', 'week'],
    ['2024-02', '2024-02-01', '2024-02-29', 'day'],
    ['2026-03-01..2026-03-31', '2026-03-01', '2026-03-31', 'day'],
  ])('of %s run from %s to %s by %s', async (timeframe, from, to, grain) => {
    await givenApi(book).when(usage(timeframe)).then200({ timeframe, from, to, grain });
  });

  it('are those of the whole book, and of usage only', async () => {
    const response = await givenApi(book)
      .when(usage('2026-06'))
      .then200({ freshness: { readModel: 'trends' } });
    const [series] = response.json().series;
    expect(response.json().series).toHaveLength(1);
    expect(saidIn(series)).toEqual([5, 3, 7]);
  });

  it('of one account hold those of all it was merged with', async () => {
    const response = await givenApi(book).when(usage('2026-06', '?account_id=acme-old')).then200({});
    expect(saidIn(response.json().series[0])).toEqual([5, 7]);
  });

  it('are narrowed to a segment, a metric and a grain', async () => {
    const response = await givenApi(book)
      .when(usage('2026-06', '?segment=smb&metric=events,active_users&grain=week&by_feature=true'))
      .then200({ grain: 'week', series: [{ metric: 'events' }] });
    expect(saidIn(response.json().series[0])).toEqual([3]);
  });

  it.each([
    '7',
    'd',
    '0d',
    '-7d',
    '99999d',
    '2026-13',
    '2026-Q5',
    '3026',
    '2026-03-31..2026-03-01',
    '2026-02-30..2026-03-01',
  ])('are refused for the timeframe %s', async (timeframe) => {
    await givenApi(book).when(usage(timeframe)).thenProblem(400, 'invalid-request', ['/timeframe']);
  });

  it.each([
    ['?grain=year', '/grain'],
    ['?metric=', '/metric'],
    ['?by_feature=perhaps', '/by_feature'],
    ['?account_id=%00', '/account_id'],
    ['?account_id=acme&segment=smb', '/segment'],
  ])('are refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book).when(usage('7d', query)).thenProblem(400, 'invalid-request', [pointer]);
  });

  it('are not found for an account nobody knows', async () => {
    await givenApi(book).when(usage('7d', '?account_id=elm')).thenProblem(404, 'account-not-found');
  });
});

describe('series', () => {
  const series = (query: string) => get(`/api/v1/trends/series?${query}`, { as: 'analyst' });
  const graphqlSeries = `{ trendSeries(metrics: ["events"], split: segment, grain: month, from: "2026-06-01") {
    grain series { metric part points { start value } } } }`;

  it('are of any metric, over the last 90 days if not said, as fine as fits', async () => {
    const response = await givenApi(book)
      .when(series('metric=arr'))
      .then200({ from: '2026-04-02', to: '2026-06-30', grain: 'week', series: [{ metric: 'arr', part: null }] });
    expect(saidIn(response.json().series[0])).toEqual([1000]);
  });

  it('of a book are told apart by an attribute of its accounts', async () => {
    const split = [
      { part: 'enterprise', points: [{ start: '2026-06-01', value: 12 }] },
      { part: 'smb', points: [{ start: '2026-06-01', value: 3 }] },
    ];
    await givenApi(book)
      .when(series('metric=events&split=segment&grain=month&from=2026-06-01'))
      .then200({ grain: 'month', series: split });
    await givenApi(book)
      .when(graphql(graphqlSeries))
      .then200({ data: { trendSeries: { grain: 'month', series: split } } });
  });

  it('are as the log knew them at the end of a day, for accounts, books and tables, and in GraphQL', async () => {
    const told = {
      accounts: [{ accountId: 'acme' }],
      daily: [
        { accountId: 'acme', metric: 'events', day: '2026-06-02', value: 3 },
        { accountId: 'acme', metric: 'events', day: '2026-06-02', value: 4, recordedOn: '2026-06-09' },
      ],
    };
    const asked = 'metric=events&from=2026-06-01&to=2026-06-30';
    const values = async (query: string) => {
      const response = await givenApi(told)
        .when(series(`${asked}&grain=all${query}`))
        .then200({});
      return [
        response.json().knownAt,
        ...response.json().series[0].points.map(({ value }: { value: number }) => value),
      ];
    };
    expect(await values('')).toEqual([null, 7]);
    expect(await values('&knownAt=2026-06-08')).toEqual(['2026-06-08', 3]);
    expect(await values('&knownAt=2026-06-09')).toEqual(['2026-06-09', 7]);
    expect(await values('&knownAt=2026-06-08&account_id=acme')).toEqual(['2026-06-08', 3]);
    const question = `{ trendSeries(metrics: ["events"], grain: all, from: "2026-06-01", to: "2026-06-30", knownAt: "2026-06-08") {
      knownAt series { points { value } } } }`;
    await givenApi(told)
      .when(graphql(question))
      .then200({ data: { trendSeries: { knownAt: '2026-06-08', series: [{ points: [{ value: 3 }] }] } } });
    await givenApi(told)
      .when(get(`/api/v1/trends/compare?${asked}&knownAt=2026-06-08`, { as: 'analyst' }))
      .then200({ knownAt: '2026-06-08', comparisons: [{ value: 3 }] });
    await givenApi(told)
      .when(get('/api/v1/trends/usage-patterns/2026-06?knownAt=2026-06-08&grain=month', { as: 'analyst' }))
      .then200({ knownAt: '2026-06-08', series: [{ points: [{ value: 3 }] }] });
    await givenApi(told)
      .when(series(`${asked}&knownAt=yesterday`))
      .thenProblem(400, 'invalid-request');
  });

  it('are one point where all of the span is asked for', async () => {
    await givenApi(book)
      .when(series('metric=events&grain=all&segment=enterprise&from=2026-06-01&to=2026-06-30'))
      .then200({ series: [{ points: [{ start: '2026-06-01', value: 12 }] }] });
  });

  it.each([
    ['', '/metric'],
    ['metric=events&split=mood', '/split'],
    ['metric=events&from=2026-13-01', '/from'],
    ['metric=events&account_id=acme&split=segment', '/split'],
    ['metric=events&account_id=acme&plan=pro', '/plan'],
  ])('are refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book).when(series(query)).thenProblem(400, 'invalid-request', [pointer]);
  });
});

describe('periods', () => {
  const compare = (query: string) => get(`/api/v1/trends/compare?${query}`, { as: 'analyst' });

  it('are compared with the one right before, metric by metric and part by part', async () => {
    await givenApi(book)
      .when(compare('metric=events&split=segment&from=2026-06-24&to=2026-06-30'))
      .then200({
        from: '2026-06-24',
        to: '2026-06-30',
        before: { from: '2026-06-17', to: '2026-06-23' },
        comparisons: [
          { metric: 'events', part: 'enterprise', before: 5, value: 7, change: 2, ratio: 0.4 },
          { metric: 'events', part: 'smb', before: null, value: 3, change: null, ratio: null },
        ],
      });
  });

  it('are compared with any other, of the same length where only its first day is said', async () => {
    await givenApi(book)
      .when(compare('metric=events&from=2026-06-30&to=2026-06-30&before_from=2026-06-24'))
      .then200({ before: { from: '2026-06-24', to: '2026-06-24' }, comparisons: [{ before: 3, value: 7, change: 4 }] });
    const query =
      '{ comparePeriods(metrics: ["events"], from: "2026-06-30", beforeFrom: "2026-06-24") { comparisons { change } } }';
    await givenApi(book)
      .when(graphql(query))
      .then200({ data: { comparePeriods: { comparisons: [{ change: 4 }] } } });
  });

  it('are refused where the other one ends before it starts', async () => {
    await givenApi(book)
      .when(compare('metric=events&before_from=2026-06-30&before_to=2026-06-01'))
      .thenProblem(400, 'invalid-request', ['/before_from']);
  });
});

describe('the bands', () => {
  it('are counted', async () => {
    const accounts = [
      { accountId: 'a', healthBand: 'watch' },
      { accountId: 'b', healthBand: 'watch' },
    ];
    await givenApi({ accounts })
      .when(get('/api/v1/health/bands'))
      .then200({ bands: [{ band: 'watch', accounts: 2 }], freshness: { readModel: 'health' } });
  });
});
