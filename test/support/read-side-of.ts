import { left, right } from 'fp-ts/lib/TaskEither.js';
import { makeAnswerOnce } from '../../application/answer-once.js';
import { positionFromText } from '../../application/position.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { addDays, CalendarDate, Timestamp } from '../../domain/primitives.js';
import { makeInMemoryAlertChannels } from '../../infrastructure/in-memory/alert-channels.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryHotAnswers } from '../../infrastructure/in-memory/hot-answers.js';
import { makeInMemoryReceipts } from '../../infrastructure/in-memory/receipts.js';
import { analysisHere } from '../../ml/analysis/series-analysis.js';
import type { AccountDetail } from '../../projections/accounts/queries.js';
import type { Health } from '../../projections/health/queries.js';
import { groupOf } from '../../projections/merged-groups.js';
import { cohortsOf } from '../../projections/trends/cohorts.js';
import { dailySeriesOf } from '../../projections/trends/daily-series.js';
import type { BookAttribute } from '../../projections/trends/queries.js';
import { rollingRetention } from '../../projections/trends/rolling-retention.js';
import { type SaidDay, seriesOf } from '../../projections/trends/series.js';
import { yearlyMetrics, yearlyValues } from '../../projections/trends/yearly-values.js';
import { type ReadSide, readModelNames } from '../../read-api/deps.js';
import { alertsOf } from './alerts-of.js';
import { anomaliesOf } from './anomalies-of.js';
import { featuresOf } from './features-of.js';
import { freshAt } from './fresh.js';
import { modelsOf } from './models-of.js';
import { predictionsOf } from './predictions-of.js';
import { recordedLog } from './recorded.js';
import { segmentsOf } from './segments-of.js';
import { servesNothing } from './serves-nothing.js';
import { valid } from './valid.js';

type Daily = {
  readonly accountId: string;
  readonly metric: string;
  readonly feature?: string;
  readonly day: string;
  readonly value: number;
  /** When the log was told; on the day itself if not said. */
  readonly recordedOn?: string;
};

/** What the read models hold, said in as few words as the spec needs. */
export type Book = {
  readonly accounts?: ReadonlyArray<Partial<AccountDetail> & { readonly accountId: string }>;
  readonly health?: ReadonlyArray<Partial<Health> & { readonly accountId: string; readonly day: string }>;
  readonly daily?: ReadonlyArray<Daily>;
  readonly facts?: ReadonlyArray<DomainEvent>;
  /** Where every read model stands; at the end of the facts if not said. */
  readonly position?: string;
  /** Where the log ends; where the read models stand if not said. */
  readonly head?: string;
  readonly now?: string;
};

const NOW = '2026-06-30T12:00:00.000Z';

const none = { mean: null, count: 0 };
const unmeasured = {
  slaBreaches: 0,
  firstReplyMinutes: none,
  resolutionMinutes: none,
  csat: none,
  ces: none,
  nps: none,
};

const detailOf = (given: Partial<AccountDetail> & { readonly accountId: string }): AccountDetail => ({
  name: null,
  domain: null,
  industry: null,
  plan: null,
  region: null,
  segment: null,
  lifecycleStage: null,
  arr: null,
  currency: null,
  renewsOn: null,
  seats: null,
  openCases: 0,
  lastActivityAt: null,
  healthScore: null,
  healthBand: null,
  removedAt: null,
  employees: null,
  annualRevenue: null,
  owner: null,
  refs: [],
  contracts: [],
  stakeholders: { active: 0, champions: 0, left: 0 },
  support: unmeasured,
  opportunities: { open: 0, won: 0, lost: 0 },
  cohorts: [],
  mergedFrom: [],
  ...given,
});

const healthOf = (given: Partial<Health> & { readonly accountId: string; readonly day: string }): Health => ({
  score: 50,
  band: 'watch',
  measures: [],
  caps: [],
  policyVersion: 1,
  scoredAt: `${given.day}T23:00:00.000Z`,
  ...given,
});

const saidScore = { metric: 'health', feature: '', part: null, count: 1 };

const isYearly = ({ metric }: SaidDay): boolean => yearlyMetrics.some((name) => name === metric);

/** Answers from plain data as the read models would. The pages of lists are numbered: a cursor is where the next begins. */
export const readSideOf = (book: Book): ReadSide => {
  const accounts = (book.accounts ?? []).map(detailOf);
  const health = (book.health ?? []).map(healthOf).sort((a, b) => (a.day < b.day ? -1 : 1));
  const log = recordedLog(book.facts ?? []);
  const position = book.position ?? `${log.length * 100}`;
  const freshness = (readModel: string) => freshAt(readModel, position);
  const find = (id: string) =>
    accounts.find(({ accountId, mergedFrom }) => accountId === id || mergedFrom.includes(id));

  const saidOf = (
    ids: ReadonlyArray<string>,
    partOf: (id: string) => string | null,
    knownAt: string | undefined,
  ): ReadonlyArray<SaidDay> =>
    (book.daily ?? [])
      .filter(({ accountId, day, recordedOn = day }) => ids.includes(accountId) && !(recordedOn > (knownAt ?? '9999')))
      .map(({ accountId, metric, feature = '', day, value }) => ({
        ...{ accountId, metric, feature, part: partOf(accountId), day: valid(CalendarDate)(day) },
        ...{ sum: value, count: 1 },
      }));
  type BookScope = Pick<Parameters<ReadSide['trends']['bookSeries']>[0], 'filter' | 'split' | 'knownAt'>;
  const saidIn = ({ filter: { accountIds, ...filter }, split, knownAt }: BookScope): ReadonlyArray<SaidDay> => {
    const isMember = (id: string) =>
      (accountIds?.includes(id) ?? true) &&
      Object.entries(filter).every(([name, value]) => find(id)?.[name as BookAttribute] === value);
    const ids = (book.daily ?? []).map(({ accountId }) => accountId).filter(isMember);
    return saidOf(ids, (id) => (split === undefined ? null : (find(id)?.[split] ?? null)), knownAt);
  };
  const roots = new Map(accounts.flatMap(({ accountId, mergedFrom }) => mergedFrom.map((id) => [id, accountId])));
  type Asked = Omit<Parameters<ReadSide['trends']['series']>[0], 'accountIds'>;
  const trendsOf = ({ metrics, byFeature, grain, from, to }: Asked, said: ReadonlyArray<SaidDay>) => ({
    series: seriesOf(
      said.filter(({ metric }) => metrics?.includes(metric) ?? true),
      { from: valid(CalendarDate)(from), to: valid(CalendarDate)(to), grain, byFeature },
    ),
    freshness: freshness('trends'),
  });

  return {
    accounts: {
      list: async ({ filter, limit, cursor }) => {
        if (cursor !== undefined && !/^\d+$/.test(cursor)) throw { _tag: 'InvalidCursor' };
        const start = Number(cursor ?? 0);
        const found = accounts.filter(
          ({ accountId, name, segment, healthBand, removedAt, cohorts }) =>
            (filter.cohort === undefined ||
              cohorts.some(({ id, name }) => [id, name].includes(filter.cohort ?? null))) &&
            (filter.removed === 'include' || (removedAt !== null) === (filter.removed === 'only')) &&
            (filter.search === undefined || (name ?? '').toLowerCase().includes(filter.search.toLowerCase())) &&
            (filter.segment === undefined || segment === filter.segment) &&
            (filter.accountIds?.includes(accountId) ?? true) &&
            (filter.band === undefined || healthBand === filter.band),
        );
        const nextCursor = found.length > start + limit ? `${start + limit}` : null;
        return { items: found.slice(start, start + limit), nextCursor, freshness: freshness('accounts') };
      },
      find: async (id) => {
        const account = find(id);
        return account === undefined ? undefined : { account, freshness: freshness('accounts') };
      },
      groupOf: async (id) => {
        const account = find(id);
        return account === undefined
          ? { root: id, members: [id], known: false }
          : { root: account.accountId, members: [account.accountId, ...account.mergedFrom], known: true };
      },
      membersOf: async ({ segment }) =>
        accounts.flatMap((one) => (one.segment === segment ? [one.accountId, ...one.mergedFrom] : [])),
      streamsOf: async (ids) => {
        const linked = new Set(
          log.flatMap(({ streamName, event }) =>
            'accountId' in event.data && event.data.accountId !== null && ids.includes(event.data.accountId)
              ? [streamName]
              : [],
          ),
        );
        return [...linked];
      },
    },
    health: {
      current: async (id, asOf) => ({
        health: health.filter(({ accountId, day }) => accountId === id && (asOf === undefined || day <= asOf)).at(-1),
        freshness: freshness('health'),
      }),
      history: async (id, from, to) => ({
        points: health.filter(({ accountId, day }) => accountId === id && day >= from && day < to),
        freshness: freshness('health'),
      }),
      bands: async () => {
        const counts: Record<string, number> = {};
        for (const { healthBand } of accounts)
          if (healthBand !== null) counts[healthBand] = (counts[healthBand] ?? 0) + 1;
        return counts;
      },
    },
    trends: {
      series: async (asked) =>
        trendsOf(
          asked,
          saidOf(asked.accountIds, () => null, asked.knownAt),
        ),
      bookSeries: async (asked) => trendsOf(asked, saidIn(asked)),
      cohorts: async ({ grain, from, to, asOf, ...scope }) => ({
        triangles: cohortsOf(yearlyValues(saidIn(scope).filter(isYearly), roots), {
          ...{ grain, from: valid(CalendarDate)(from), to: valid(CalendarDate)(to), asOf: valid(CalendarDate)(asOf) },
        }),
        freshness: freshness('trends'),
      }),
      retention: async ({ since, asOf, ...scope }) => ({
        parts: rollingRetention(yearlyValues(saidIn(scope).filter(isYearly), roots), {
          ...{ since: valid(CalendarDate)(since), asOf: valid(CalendarDate)(asOf) },
        }),
        freshness: freshness('trends'),
      }),
      groupKnownAt: async (accountId) => groupOf(new Map(), accountId),
      metrics: async () => [{ metric: 'events', rollup: 'sum' }],
    },
    alerts: alertsOf(
      () => log,
      () => position,
    ),
    predictions: predictionsOf(
      accounts,
      () => log,
      () => position,
    ),
    features: featuresOf(() => log, valid(CalendarDate)((book.now ?? NOW).slice(0, 10))),
    models: modelsOf(
      () => log,
      () => position,
    ),
    alertChannels: makeInMemoryAlertChannels(),
    watchedSeries: async ({ accountIds, from, to, knownAt }) =>
      new Map(
        accountIds.map((id) => {
          const scores = health.flatMap(({ accountId, day, score }) =>
            accountId === id ? [{ ...saidScore, accountId, day: valid(CalendarDate)(day), sum: score ?? 0 }] : [],
          );
          const said = [...saidOf([id], () => null, knownAt), ...scores].filter(({ day }) => day >= from && day < to);
          return [id, dailySeriesOf(said, addDays(to, -1))];
        }),
      ),
    analysis: analysisHere,
    serving: servesNothing,
    anomalies: anomaliesOf(
      () => log,
      () => position,
    ),
    segments: segmentsOf(
      accounts,
      () => log,
      () => position,
    ),
    freshnessOf: async (readModel) => freshness(readModel),
    standingOf: async (readModels) => ({ mark: position, freshness: readModels.map(freshness) }),
    answerOnce: makeAnswerOnce(makeInMemoryHotAnswers({ maxBytes: 1e6, keepMs: 60_000 })),
    progress: async () =>
      readModelNames.map((name) => ({
        reader: `${name}_v1_g1`,
        name,
        version: 1,
        position: positionFromText(position),
        events: log.length,
        lagSeconds: 0,
        behind: { events: 0, isEstimate: false },
        parked: 0,
      })),
    eventStore: {
      readStream: (name) => right(log.filter(({ streamName }) => streamName === name)),
      readHead: () => right(positionFromText(book.head ?? position)),
      append: () => left({ _tag: 'LogUnavailable', reason: 'a book is only read' }),
    },
    receipts: makeInMemoryReceipts(),
    feedStates: makeInMemoryFeedCursors(makeInMemoryReceipts()),
    connections: makeInMemoryConnections(),
    testConnection: async () => [],
    publicUrl: 'https://treering.example',
    clock: () => valid(Timestamp)(book.now ?? NOW),
  };
};
