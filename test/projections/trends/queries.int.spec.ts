import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/ids.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import {
  type Book,
  makeTrendInputs,
  makeTrendQueries,
  type TrendQueries,
} from '../../../projections/trends/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const used = (
  accountId: string,
  day: string,
  quantity: number,
  feature: string | null = 'reports',
  metric = 'events',
) =>
  fact('UsageRecorded', {
    accountId,
    occurredAt: `${day}T10:00:00Z`,
    metric,
    feature,
    window: { start: `${day}T00:00:00Z`, end: `${day}T12:00:00Z` },
    quantity,
  });
const seated = (accountId: string, day: string, seats: number) =>
  fact('SeatsChanged', { accountId, occurredAt: `${day}T10:00:00Z`, seats });
const rated = (caseId: string, accountId: string, score: number, day: string) => [
  fact('CaseLinked', { caseId, occurredAt: `${day}T10:00:00Z`, accountId }),
  fact('CaseSatisfactionRated', { caseId, occurredAt: `${day}T10:00:00Z`, score, raw: 'x', comment: null }),
];
/** Opened at ten, replied to so many minutes later, and solved. */
const worked = (caseId: string, accountId: string, day: string, minutes: number, solvedAt?: string) => [
  fact('CaseLinked', { caseId, occurredAt: `${day}T10:00:00Z`, accountId }),
  fact('CaseOpened', { caseId, occurredAt: `${day}T10:00:00Z`, channel: 'ticket' }),
  fact('CaseReplied', {
    caseId,
    occurredAt: new Date(Date.parse(`${day}T10:00:00Z`) + minutes * 60_000).toISOString(),
  }),
  ...(solvedAt === undefined ? [] : [fact('CaseSolved', { caseId, occurredAt: solvedAt })]),
];
const breached = (caseId: string, occurredAt: string, metric: string) =>
  fact('CaseSlaBreached', { caseId, occurredAt, metric, exact: true });
const answered = (survey: string, occurredAt: string, score: number) =>
  fact('SurveyAnswered', { stakeholderId: 's1', occurredAt, survey, score, raw: `${score}`, comment: null });
const inSegment = (accountId: string, segment: string) =>
  fact('AccountProfileChanged', { accountId, occurredAt: '2026-01-01T00:00:00Z', changes: { segment } });

const scored = (accountId: string, day: string, score: number | null) =>
  fact('HealthScored', {
    accountId,
    day,
    occurredAt: `${day}T23:00:00Z`,
    score,
    band: score === null ? null : 'watch',
    measures: [],
    caps: [],
    policyVersion: 1,
  });
const signed = (accountId: string, startsOn: string, endsOn: string, amount: string) =>
  fact('ContractSigned', {
    accountId,
    contractId: 'one',
    occurredAt: `${startsOn}T10:00:00Z`,
    arr: { amount, currency: 'EUR' },
    startsOn,
    endsOn,
  });

describe('the trends', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let trends: TrendQueries;
  beforeAll(async () => {
    world = await projectedDatabase();
    trends = makeTrendQueries(world.db);
    await world.happened(
      used('acme', '2026-03-02', 3),
      used('acme', '2026-03-02', 0.1),
      used('acme', '2026-03-04', 0),
      used('acme', '2026-04-01', 5, 'export'),
      used('acme', '2026-03-02', 8, null, 'active_users'),
      used('acme', '2026-03-03', 4, null, 'active_users'),
      used('acme', '2026-03-03', 4, 'reports', 'active_users'),
      used('acme-dup', '2026-03-02', 1),
      used('bolt', '2026-03-02', 100),
      seated('acme', '2026-02-10', 10),
      seated('acme', '2026-03-03', 12),
      seated('bolt', '2026-03-04', 5),
      ...rated('t1', 'acme', 1, '2026-03-02'),
      ...rated('t2', 'acme', 0.5, '2026-03-02'),
      ...rated('t3', 'acme', 0, '2026-03-03'),
      ...worked('t4', 'acme', '2026-03-02', 90, '2026-03-03T00:00:00Z'),
      ...worked('t5', 'acme-dup', '2026-03-02', 30, '2026-03-04T00:00:00Z'),
      ...worked('t6', 'acme', '2026-03-04', 60),
      fact('CaseReopened', { caseId: 't5', occurredAt: '2026-03-04T01:00:00Z' }),
      breached('t4', '2026-03-02T11:00:00Z', 'reply_time'),
      breached('t4', '2026-03-02T12:00:00Z', 'resolution_time'),
      breached('t6', '2026-03-04T12:00:00Z', 'reply_time'),
      fact('CaseSlaBreachWithdrawn', { caseId: 't6', occurredAt: '2026-03-04T12:00:00Z', metric: 'reply_time' }),
      fact('StakeholderLinked', { stakeholderId: 's1', occurredAt: '2026-01-01T00:00:00Z', accountId: 'acme' }),
      ...[0.9, 1, 0.7].map((score, i) => answered('nps', `2026-03-0${i + 1}T08:00:00Z`, score)),
      answered('nps', '2026-04-01T08:00:00Z', 0.3),
      answered('ces', '2026-03-02T08:00:00Z', 0.5),
      inSegment('acme', 'enterprise'),
      inSegment('bolt', 'mid'),
      scored('acme', '2026-03-02', 40),
      scored('acme', '2026-03-02', 60),
      scored('acme', '2026-03-03', null),
      scored('acme-dup', '2026-03-02', 10),
      scored('bolt', '2026-03-02', 90),
      signed('acme', '2026-03-02', '2026-03-04', '1200'),
      fact('AccountMerged', { accountId: 'acme-dup', into: 'acme', occurredAt: '2026-03-01T00:00:00Z' }),
    );
  });
  afterAll(() => world.drop());

  const asked = {
    accountIds: ['acme', 'acme-dup'],
    byFeature: false,
    grain: 'day',
    from: '2026-03-01',
    to: '2026-03-05',
  } as const;
  const values = async (options: Partial<Parameters<TrendQueries['series']>[0]>) =>
    Object.fromEntries(
      (await trends.series({ ...asked, ...options })).series.map(({ metric, feature, points }) => [
        feature === null ? metric : `${metric}/${feature}`,
        points.map(({ value }) => value),
      ]),
    );

  it('add up a group, and tell a gap from a zero', async () => {
    expect(await values({ metrics: ['events'] })).toEqual({ events: [null, 4.1, null, 0] });
  });

  it('average ratings over ratings, and people over days', async () => {
    expect(await values({ metrics: ['csat'], grain: 'month' })).toEqual({ csat: [0.5] });
    expect(await values({ metrics: ['active_users'], grain: 'month' })).toEqual({ active_users: [6] });
  });

  it('say how fast support answers and solves, and how often a promise is broken', async () => {
    const metrics = ['first_reply_minutes', 'resolution_minutes', 'sla_breaches'];
    expect(await values({ metrics })).toEqual({
      first_reply_minutes: [null, 60, null, 60],
      resolution_minutes: [null, null, 14 * 60, null],
      sla_breaches: [null, 2, null, null],
    });
  });

  it('count every answer to a survey on its day, and say how many a mean is of', async () => {
    const { series } = await trends.series({ ...asked, metrics: ['nps', 'ces'], grain: 'month', to: '2026-05-01' });
    expect(series.map(({ metric, points }) => [metric, points.map(({ value, count }) => [value, count])])).toEqual([
      [
        'ces',
        [
          [0.5, 1],
          [null, 0],
        ],
      ],
      [
        'nps',
        [
          [66.666667, 3],
          [-100, 1],
        ],
      ],
    ]);
  });

  it('are the same by month, whether told from months or from their days', async () => {
    const of = async (to: string) => values({ metrics: ['events', 'csat', 'seats'], grain: 'month', to });
    expect(await of('2026-05-01')).toEqual({ events: [4.1, 5], csat: [0.5, null], seats: [12, 12] });
    expect(await of('2026-04-30')).toEqual(await of('2026-05-01'));
  });

  it('are told each what it asked, of many who ask at once', async () => {
    const questions = [
      { metrics: ['events'] },
      { metrics: ['events'], grain: 'month', to: '2026-05-01' },
      { metrics: ['events'], accountIds: ['bolt'] },
      { metrics: ['seats'], from: '2026-03-03' },
      { accountIds: ['bolt', 'acme'] },
      { metrics: ['events'], accountIds: ['nobody'] },
    ] as const;
    const inTurn: Array<unknown> = [];
    for (const question of questions) inTurn.push(await values(question));
    expect(await Promise.all(questions.map(values))).toEqual(inTurn);
    expect(inTurn).toMatchObject([
      { events: [null, 4.1, null, 0] },
      { events: [4.1, 5] },
      { events: [null, 100, null, null] },
      { seats: [12, 12] },
      {},
      {},
    ]);
  });

  it('hold a level until the next is said', async () => {
    expect(await values({ metrics: ['seats'] })).toEqual({ seats: [10, 10, 12, 12] });
  });

  it('are told by feature', async () => {
    expect(await values({ metrics: ['events'], byFeature: true, grain: 'month', to: '2026-05-01' })).toEqual({
      'events/reports': [4.1, null],
      'events/export': [null, 5],
    });
  });

  it('start weeks on Monday and quarters in January, April, July and October', async () => {
    const starts = async (grain: 'week' | 'quarter') =>
      (await trends.series({ ...asked, metrics: ['events'], grain, to: '2026-04-02' })).series[0]?.points;
    expect((await starts('week'))?.slice(0, 2)).toEqual([
      { start: '2026-02-23', value: null, count: null },
      { start: '2026-03-02', value: 4.1, count: null },
    ]);
    expect(await starts('quarter')).toEqual([
      { start: '2026-01-01', value: 4.1, count: null },
      { start: '2026-04-01', value: 5, count: null },
    ]);
  });

  const book = async (filter: Book, grain: 'day' | 'month', to = '2026-04-01') =>
    Object.fromEntries(
      (
        await trends.bookSeries({
          filter,
          metrics: ['events', 'seats', 'csat'],
          byFeature: false,
          grain,
          from: '2026-03-01',
          to,
        })
      ).series.map(({ metric, points }) => [metric, points.slice(0, 4).map(({ value }) => value)]),
    );

  it('are told of the whole book, by day and by month alike', async () => {
    expect(await book({}, 'month')).toEqual({ events: [104.1], seats: [17], csat: [0.5] });
    expect(await book({}, 'day', '2026-03-05')).toEqual({
      events: [null, 104.1, null, 0],
      seats: [10, 10, 12, 17],
      csat: [null, 0.75, 0, null],
    });
  });

  it('are told of a segment, with the accounts that were merged into it', async () => {
    expect(await book({ segment: 'enterprise' }, 'month')).toMatchObject({ events: [4.1], seats: [12] });
    expect(await book({ segment: 'mid' }, 'month')).toEqual({ events: [100], seats: [5] });
  });

  it('are told of accounts that are named, and of those among them that a book has', async () => {
    const accountIds = ['bolt', 'acme-dup', 'nobody'];
    expect(await book({ accountIds }, 'month')).toEqual({ events: [101], seats: [5] });
    expect(await book({ accountIds }, 'day', '2026-03-05')).toMatchObject({ events: [null, 101, null, null] });
    expect(await book({ accountIds, segment: 'enterprise' }, 'month')).toEqual({ events: [1] });
    expect(await book({ accountIds: [] }, 'month')).toEqual({});
  });

  it('are told of a book by segment, accounts without one apart', async () => {
    const { series } = await trends.bookSeries({
      filter: {},
      split: 'segment',
      metrics: ['events', 'seats'],
      byFeature: false,
      grain: 'all',
      from: '2026-03-01',
      to: '2026-03-05',
    });
    expect(series.map(({ metric, part, points }) => [metric, part, points[0]?.value])).toEqual([
      ['events', 'enterprise', 4.1],
      ['events', 'mid', 100],
      ['seats', 'enterprise', 12],
      ['seats', 'mid', 5],
    ]);
  });

  it.each(['day', 'month', 'all'] as const)(
    'are of the whole book what they are of its parts together, by %s',
    async (grain) => {
      const over = { filter: {}, byFeature: true, grain, from: '2026-03-01', to: '2026-05-01' } as const;
      const addUp = (await trends.metrics()).filter(({ rollup }) => rollup !== 'mean').map(({ metric }) => metric);
      const whole = await trends.bookSeries({ ...over, metrics: addUp });
      const parts = await trends.bookSeries({ ...over, metrics: addUp, split: 'segment' });
      const together = new Map<string, Array<number | null>>();
      for (const { metric, feature, points } of parts.series) {
        const sums = together.get(`${metric} ${feature}`) ?? points.map(() => null);
        together.set(
          `${metric} ${feature}`,
          sums.map((sum, i) => {
            const value = points[i]?.value ?? null;
            return value === null ? sum : Math.round(((sum ?? 0) + value) * 1e6) / 1e6;
          }),
        );
      }
      expect(whole.series.length).toBeGreaterThan(6);
      expect(
        new Map(
          whole.series.map(({ metric, feature, points }) => [`${metric} ${feature}`, points.map(({ value }) => value)]),
        ),
      ).toEqual(together);
    },
  );

  it('hold the latest score of a day, of the account that a merged group became', async () => {
    expect(await values({ metrics: ['health'] })).toEqual({ health: [null, 60, null, null] });
    const { series } = await trends.bookSeries({ ...asked, filter: {}, metrics: ['health'] });
    expect(series[0]?.points.map(({ value }) => value)).toEqual([null, 75, null, null]);
  });

  it('tell what yearly value was won and lost', async () => {
    expect(await values({ metrics: ['arr', 'arr_new', 'arr_churned'] })).toEqual({
      arr: [null, 1200, 1200, 0],
      arr_new: [null, 1200, null, null],
      arr_churned: [null, null, null, -1200],
    });
  });

  it('say how metrics roll up', async () => {
    expect(await trends.metrics()).toEqual([
      { metric: 'events', rollup: 'sum' },
      { metric: 'active_users', rollup: 'mean' },
      { metric: 'seats', rollup: 'last' },
      { metric: 'arr', rollup: 'last' },
      { metric: 'arr_new', rollup: 'sum' },
      { metric: 'arr_churned', rollup: 'sum' },
      { metric: 'health', rollup: 'mean' },
      { metric: 'tickets_opened', rollup: 'sum' },
      { metric: 'tickets_solved', rollup: 'sum' },
      { metric: 'first_reply_minutes', rollup: 'mean' },
      { metric: 'resolution_minutes', rollup: 'mean' },
      { metric: 'sla_breaches', rollup: 'sum' },
      { metric: 'csat', rollup: 'mean' },
      { metric: 'ces', rollup: 'mean' },
      { metric: 'nps', rollup: 'mean' },
    ]);
  });

  it('are what scoring reads', async () => {
    const inputs = makeTrendInputs(world.db);
    const acme = 'acme' as AccountId;
    expect(await inputs.mergedGroup('acme-dup' as AccountId)).toEqual({ root: 'acme', members: ['acme', 'acme-dup'] });
    expect(await inputs.factDays([acme], '2026-03-03' as CalendarDate)).toEqual([
      '2026-03-03',
      '2026-03-04',
      '2026-04-01',
    ]);
    const series = (await inputs.dailySeries([acme], '2026-03-04' as CalendarDate)).get(acme);
    expect([...(series?.keys() ?? [])].sort()).toEqual([
      'active_users',
      'arr',
      'csat',
      'events',
      'events/reports',
      'seats',
      'tickets_opened',
      'tickets_solved',
    ]);
    expect(series?.get('csat')).toEqual({
      from: '2026-03-02',
      sums: Float64Array.from([1.5, 0, Number.NaN]),
      counts: Float64Array.from([2, 1, 0]),
    });
    expect(series?.get('active_users')?.sums).toEqual(Float64Array.from([8, 4, Number.NaN]));
  });
});
