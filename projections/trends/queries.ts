import type { Knex } from 'knex';
import type { BookSeries } from '../../application/ports/book-series.js';
import type { FeatureInputs } from '../../application/ports/feature-inputs.js';
import type { HealthInputs } from '../../application/ports/health-inputs.js';
import type { WatchedSeries } from '../../application/ports/watched-series.js';
import type { AccountSeries } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { ownProgress, readFreshness } from '../freshness.js';
import { groupOf, rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { type Table, versionedName } from '../table.js';
import { together } from '../together.js';
import { rowsAsKnown, sumsAsKnown } from '../two-clocks/as-known.js';
import { type AskedRows, makeAccountRows } from './account-rows.js';
import type { AskedOfBook, TrendQueries } from './answers.js';
import { bookRows, levelRows, type RunSql } from './book-rows.js';
import { cohortsOf } from './cohorts.js';
import { monthOf } from './daily.js';
import { dailySeriesOf, factMetrics, scoredMetrics } from './daily-series.js';
import { trendsProjection } from './evolve.js';
import { groupBy } from './group-by.js';
import { isOfRoots, metricNames, metricOf } from './metrics.js';
import { rollingRetention } from './rolling-retention.js';
import { saidDaysOf, type TrendRow } from './said-days.js';
import { type SaidDay, seriesOf } from './series.js';
import { trendAccounts, trends, trendsOffDay } from './table.js';
import { yearlyMetrics, yearlyValues } from './yearly-values.js';

export type {
  Book,
  BookAttribute,
  CohortGrain,
  Grain,
  PartRetention,
  RetentionTriangle,
  TrendPoint,
  TrendQueries,
  TrendSeries,
} from './answers.js';
export { stepsFrom } from './buckets.js';
export { canBeBelowZero, isCounted } from './metrics.js';

/** What queries read: the tables, or those as the log knew them at the end of a day. */
const tablesIn = (schema: string, knownAt?: CalendarDate) => {
  const nameOf = (table: Table): string => `${schema}.${versionedName(table, trendsProjection.version)}`;
  const sums = { table: trends, name: nameOf(trends) };
  const accounts = { table: trendAccounts, name: nameOf(trendAccounts) };
  return knownAt === undefined
    ? { trends: sums.name, accounts: accounts.name }
    : { trends: sumsAsKnown(sums, nameOf(trendsOffDay), knownAt), accounts: rowsAsKnown(accounts, knownAt) };
};

const from = (db: Knex, table: string): Knex.QueryBuilder => db.from(db.raw(`${table} as t`));

const rootsIn = async (db: Knex, accounts: string): Promise<ReadonlyMap<string, string>> => {
  const merged = await from(db, accounts)
    .whereNotNull('merged_into')
    .select<Array<Readonly<Record<'account_id' | 'merged_into', string>>>>('account_id', 'merged_into');
  return rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
};

const runIn =
  (db: Knex): RunSql =>
  async <A>(text: string, bindings: Parameters<RunSql>[1]) => {
    const values = bindings.map((binding) => (typeof binding === 'string' ? binding : binding.slice()));
    return (await db.raw<{ rows: ReadonlyArray<A> }>(text, values)).rows;
  };

const rowsOf = (db: Knex, table: string, accountIds: ReadonlyArray<string>, names: ReadonlyArray<string>) =>
  from(db, table)
    .whereIn('account_id', [...accountIds])
    .whereIn('metric', [...names])
    .select<Array<TrendRow>>('account_id', 'metric', 'feature', 'month', 'sums', 'counts');

/** `from` and `to` are calendar dates; a span that ends before it starts is empty. */
export const makeTrendQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): TrendQueries => {
  const tables = tablesIn(schema);
  const freshness = () => readFreshness(progress, trendsProjection);
  const accountRows = makeAccountRows(runIn(db), tables.trends);
  const allRoots = together(() => rootsIn(db, tables.accounts));
  const known = async (knownAt: CalendarDate | undefined) => {
    const then = knownAt === undefined ? tables : tablesIn(schema, knownAt);
    return { tables: then, roots: await (knownAt === undefined ? allRoots() : rootsIn(db, then.accounts)) };
  };
  const valuesIn = async ({ filter, split, knownAt }: AskedOfBook, to: CalendarDate) => {
    const then = await known(knownAt);
    return yearlyValues(
      await levelRows(runIn(db), then.tables, filter, then.roots, { metrics: yearlyMetrics, to, split }),
      then.roots,
    );
  };
  const rowsKnownAt = ({ accountIds, metrics: names, from: first, to }: AskedRows, knownAt: CalendarDate) =>
    rowsOf(db, tablesIn(schema, knownAt).trends, accountIds, names)
      .where('month', '<', to)
      .where((query) =>
        query.where('month', '>=', monthOf(first)).orWhereIn(
          'metric',
          names.filter((name) => metricOf(name).rollup === 'last'),
        ),
      );
  return {
    series: async ({ accountIds, metrics: names = metricNames, byFeature, grain, knownAt, ...days }) => {
      const fresh = await freshness();
      const span = { from: days.from as CalendarDate, to: days.to as CalendarDate, grain, byFeature };
      const asked = { accountIds, metrics: names, ...span };
      const rows = await (knownAt === undefined ? accountRows(asked) : rowsKnownAt(asked, knownAt));
      const counted = rows.filter(({ metric, account_id }) => !isOfRoots(metric) || account_id === accountIds[0]);
      return { series: seriesOf(counted.flatMap(saidDaysOf), span), freshness: fresh };
    },
    bookSeries: async ({ filter, split, metrics: names = metricNames, byFeature, grain, knownAt, ...days }) => {
      const fresh = await freshness();
      const span = { from: days.from as CalendarDate, to: days.to as CalendarDate, grain };
      const then = await known(knownAt);
      const said = await bookRows(runIn(db), then.tables, filter, then.roots, { ...span, split, metrics: names });
      return { series: seriesOf(said, { ...span, byFeature }), freshness: fresh };
    },
    cohorts: async ({ grain, ...asked }) => {
      const fresh = await freshness();
      const [first, to, asOf] = [asked.from, asked.to, asked.asOf] as [CalendarDate, CalendarDate, CalendarDate];
      const values = await valuesIn(asked, addDays(asOf, 1));
      return { triangles: cohortsOf(values, { grain, from: first, to, asOf }), freshness: fresh };
    },
    retention: async (asked) => {
      const fresh = await freshness();
      const [since, asOf] = [asked.since, asked.asOf] as [CalendarDate, CalendarDate];
      const values = await valuesIn(asked, addDays(asOf, 1));
      return { parts: rollingRetention(values, { since, asOf }), freshness: fresh };
    },
    groupKnownAt: async (accountId, knownAt) => groupOf((await known(knownAt)).roots, accountId),
    metrics: async () => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly metric: string }> }>(
        `select metric from unnest(?::text[]) with ordinality as m(metric, place)
         where exists (select 1 from ${tables.trends} t where t.metric = m.metric) order by place`,
        [[...metricNames]],
      );
      return rows.map(({ metric }) => ({ metric, rollup: metricOf(metric).rollup }));
    },
  };
};

const byAccount = (said: ReadonlyArray<SaidDay>) => groupBy(said, ({ accountId }) => accountId);

const seriesByAccount = (rows: ReadonlyArray<TrendRow>, to: CalendarDate): ReadonlyMap<AccountId, AccountSeries> =>
  new Map(
    [...byAccount(rows.flatMap(saidDaysOf))]
      .map(([accountId, said]) => [accountId as AccountId, dailySeriesOf(said, to)] as const)
      .filter(([, series]) => series.size > 0),
  );

/** Metrics of which the values of days add up. */
export const summedMetrics: ReadonlyArray<string> = metricNames.filter((name) => metricOf(name).rollup === 'sum');

/** Series to be watched, account by account. */
export const makeWatchedSeries = (db: Knex, schema = 'read'): WatchedSeries => {
  return async ({ accountIds, metrics: names, from: first, to, knownAt }) => {
    const tables = tablesIn(schema, knownAt);
    const roots = await rootsIn(db, tables.accounts);
    const wanted = new Set<string>(accountIds);
    const members = [...roots].flatMap(([member, root]) => (wanted.has(root) ? [member] : []));
    const rows = await rowsOf(db, tables.trends, [...accountIds, ...members], names)
      .where('month', '<', to)
      .where('month', '>=', monthOf(first));
    const counted = rows.filter(({ metric, account_id }) => !isOfRoots(metric) || !roots.has(account_id));
    const said = counted.flatMap(saidDaysOf).filter(({ day }) => day >= first && day < to);
    const ofRoots = said.map((each) => ({ ...each, accountId: roots.get(each.accountId) ?? each.accountId }));
    const last = addDays(to, -1);
    return new Map(
      [...byAccount(ofRoots)].map(([accountId, days]) => [accountId as AccountId, dailySeriesOf(days, last)]),
    );
  };
};

const meanOf = (said: SaidDay): SaidDay => {
  const metric = metricOf(said.metric);
  return metric.rollup === 'mean' && metric.over === 'facts' ? { ...said, sum: said.sum / said.count, count: 1 } : said;
};

/** The series of the whole book, to be watched. */
export const makeBookSeries = (db: Knex, schema = 'read'): BookSeries => {
  const tables = tablesIn(schema);
  return async ({ metrics: names, from: first, to }) => {
    const roots = await rootsIn(db, tables.accounts);
    const span = { from: first, to, grain: 'day' as const, metrics: names };
    const said = await bookRows(runIn(db), tables, {}, roots, span);
    return dailySeriesOf(said.filter(({ day }) => day >= first && day < to).map(meanOf), addDays(to, -1));
  };
};

/** Part of what scoring reads: the series, and who belongs together. */
export const makeTrendInputs = (
  db: Knex,
  schema = 'read',
): Pick<HealthInputs, 'mergedGroup' | 'dailySeries' | 'factDays'> => {
  const tables = tablesIn(schema);
  return {
    mergedGroup: async (accountId) => {
      const { root, members } = groupOf(await rootsIn(db, tables.accounts), accountId);
      return { root: root as AccountId, members: members as ReadonlyArray<AccountId> };
    },
    dailySeries: async (accountIds, to) => {
      const rows = await rowsOf(db, tables.trends, accountIds, scoredMetrics).where('month', '<=', to);
      return seriesByAccount(rows, to);
    },
    factDays: async (accountIds, first) => {
      const rows = await rowsOf(db, tables.trends, accountIds, factMetrics).where('month', '>=', monthOf(first));
      const days = new Set(rows.flatMap(saidDaysOf).map(({ day }) => day));
      return [...days].filter((day) => day >= first).sort();
    },
  };
};

/** What no later fact takes back, so that a day's value was so at its end. */
const featureMetrics = ['events', 'active_users', 'engagements', 'features_adopted', 'seats'] as const;

/** Part of what features are told from: series, account by account. */
export const makeFeatureSeries = (db: Knex, schema = 'read'): Pick<FeatureInputs, 'series'> => ({
  series: async (accountIds, to, { knownAt }) => {
    const { trends: rows } = tablesIn(schema, knownAt);
    const said = await rowsOf(db, rows, accountIds, featureMetrics).where('month', '<=', to);
    return seriesByAccount(said, to);
  },
});
