import { describe, expect, it } from 'vitest';
import { detectAnomalies } from '../../../application/anomalies/detect-anomalies.js';
import type { DetectAnomalies, WatchedValues } from '../../../application/ports/anomaly-detection.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import type { AccountSeries } from '../../../domain/health/daily-series.js';
import { AccountId } from '../../../domain/ids.js';
import { CalendarDate } from '../../../domain/primitives.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { withoutFalseDiscoveries } from '../../../ml/timeseries/anomalies/false-discoveries.js';
import { series } from '../../support/daily-series.js';
import { valid } from '../../support/valid.js';

const last = valid(CalendarDate)('2026-03-05');
const options = { sensitivityOf: () => 1, falseDiscoveryRate: 0.1, days: 7 };
const account = valid(AccountId);

/** Finds the last value of every series unusual that is below 1, or not there. */
const lastBelowOne: DetectAnomalies = async (all) =>
  all.map(({ values }) => {
    const to = values.length - 1;
    const value = values[to] ?? Number.NaN;
    if (value >= 1) return [];
    const band = { expected: 5, low: 3, high: 7, score: 4, severity: 1 };
    return Number.isNaN(value)
      ? [{ kind: 'missing-data', from: to - 1, to, value: null, ...band }]
      : [{ kind: 'point', from: to, to, value, ...band }];
  });

const run = (accounts: Readonly<Record<string, AccountSeries>>, book: AccountSeries = new Map(), more: object = {}) => {
  const log = inMemoryEventStore();
  const watched: Array<WatchedValues> = [];
  const appended: Array<DomainEvent> = [];
  const detect = detectAnomalies({
    ...log,
    append: (stream, expected, events) => {
      appended.push(...events.map(({ event }) => event));
      return log.append(stream, expected, events);
    },
    watchedSeries: async ({ accountIds }) =>
      new Map(accountIds.flatMap((id) => (accounts[id] === undefined ? [] : [[id, accounts[id]] as const]))),
    bookSeries: async () => book,
    withoutFalseDiscoveries,
    detect: async (all, asked) => {
      watched.push(...all);
      return lastBelowOne(all, asked);
    },
  });
  const ids = Object.keys(accounts).map((id) => account(id));
  return { appended, watched, detect: () => detect(ids, last, { ...options, ...more }) };
};

describe('detecting anomalies', () => {
  it('takes a day on which only others said something for a zero, and one on which nobody did for a gap', async () => {
    const { watched, detect } = run({
      acme: new Map([['events', series('2026-03-02', [14, null, null, 12])]]),
      bolt: new Map([['events', series('2026-03-02', [11, 11, null, 13])]]),
    });
    await detect();
    expect(watched.map(({ values }) => [...values])).toEqual([
      [14, 0, Number.NaN, 12],
      [11, 11, Number.NaN, 13],
    ]);
  });

  it('leaves a gap in a level, and does not begin before the account does', async () => {
    const { watched, detect } = run({
      acme: new Map([['health', series('2026-03-03', [80, null, 79])]]),
      bolt: new Map([['health', series('2026-03-01', [50, 50, 50, 50, 50])]]),
    });
    await detect();
    expect(watched.map(({ values, counts }) => [counts, [...values]])).toEqual([
      [false, [80, Number.NaN, 79]],
      [false, [50, 50, 50, 50, 50]],
    ]);
  });

  it('looks at whole weeks where little is counted, and not at all where next to nothing is', async () => {
    const twice = Array.from({ length: 22 }, (_, i) => (i === 20 ? 0 : 2));
    const { appended, watched, detect } = run({
      acme: new Map([['events', series('2026-02-12', twice)]]),
      bolt: new Map([
        [
          'events',
          series(
            '2026-02-12',
            twice.map((_, i) => (i % 7 === 0 ? 1 : 0)),
          ),
        ],
      ]),
    });
    await detect();
    expect(watched.map(({ step, values }) => [step, [...values]])).toEqual([['week', [14, 14]]]);
    expect(appended).toEqual([]);
  });

  it('reports what is found, once', async () => {
    const { appended, detect } = run({
      acme: new Map([['events', series('2026-03-02', [14, 13, 14, 0])]]),
      bolt: new Map([['events', series('2026-03-02', [14, 13, 14, 15])]]),
    });
    expect(await detect()).toBe(1);
    expect(await detect()).toBe(0);
    expect(appended).toMatchObject([
      {
        type: 'AnomalyDetected',
        data: {
          accountId: 'acme',
          metric: 'events',
          kind: 'point',
          from: '2026-03-05',
          day: '2026-03-05',
          value: 0,
          expected: 5,
          occurredAt: '2026-03-05T23:59:59.999Z',
          falseAlarmsPerYear: 1,
        },
      },
    ]);
  });

  it('looks at the whole book too, and reports what is found as its own', async () => {
    const { appended, watched, detect } = run(
      {},
      new Map([
        ['events', series('2026-03-02', [140, 130, 140, 0])],
        ['health', series('2026-03-02', [61, 62, 61, 60])],
      ]),
    );
    expect(await detect()).toBe(1);
    expect(watched).toHaveLength(2);
    expect(appended).toMatchObject([{ type: 'AnomalyDetected', data: { accountId: '*', metric: 'events', value: 0 } }]);
  });

  it('takes a week of the book in which nothing was won, though something else was said, for none', async () => {
    const won = series('2026-02-02', [900, ...Array.from({ length: 30 }, () => null), 300]);
    const used = series(
      '2026-02-02',
      Array.from({ length: 32 }, (_, i) => (i === 9 ? null : 50)),
    );
    const { watched, detect } = run(
      {},
      new Map([
        ['arr_new', won],
        ['events', used],
      ]),
    );
    await detect();
    const weeks = watched.find(({ step }) => step === 'week');
    expect([...(weeks?.values ?? [])]).toEqual([900, Number.NaN, 0, 0]);
  });

  const accountsOf = (count: number, struck: (i: number) => boolean) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `a${i}`,
        new Map([['events', series('2026-03-02', [14, 13, 14, struck(i) ? 0 : 14])]]),
      ]),
    );

  it('keeps the false alarms of a day to their share over all accounts, however many are read at once', async () => {
    /* A score of 4 is a p-value of 0.0001: of two among 1,200 at most a tenth is false, of one it may be more. */
    expect(await run(accountsOf(1_200, (i) => i === 0 || i === 1_199)).detect()).toBe(2);
    expect(await run(accountsOf(1_200, (i) => i === 1_199)).detect()).toBe(0);
  });

  it('weighs series by how closely they are to be looked at, and leaves out those that nobody looks at', async () => {
    const accounts = accountsOf(3_000, (i) => i < 2);
    const closely = { sensitivityOf: (id: string) => ({ a0: 12, a1: 0 })[id] ?? 1 };
    const { appended, watched, detect } = run(accounts, new Map(), closely);
    expect(await detect()).toBe(1);
    expect(watched).toHaveLength(2_999);
    expect(appended).toMatchObject([{ data: { accountId: 'a0', falseAlarmsPerYear: 12 } }]);
    expect(await run(accounts, new Map(), { sensitivityOf: () => 1 }).detect()).toBe(0);
  });
});
