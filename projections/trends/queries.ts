import type { Knex } from 'knex';
import type { HealthInputs } from '../../application/ports/health-inputs.js';
import type { WatchedSeries } from '../../application/ports/watched-series.js';
import type { AccountId } from '../../domain/ids.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { ownProgress, readFreshness } from '../freshness.js';
import { groupOf, rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { versionedName } from '../table.js';
import { together } from '../together.js';
import type { Book, BookAttribute, TrendQueries } from './answers.js';
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
import { trendAccounts, trends } from './table.js';
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

const tablesIn = (schema: string) => ({
  trends: `${schema}.${versionedName(trends, trendsProjection.version)}`,
  accounts: `${schema}.${versionedName(trendAccounts, trendsProjection.version)}`,
});

const rootsIn = async (db: Knex, accounts: string): Promise<ReadonlyMap<string, string>> => {
  const merged = await db(accounts).whereNotNull('merged_into').select('account_id', 'merged_into');
  return rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
};

const runIn =
  (db: Knex): RunSql =>
  async <A>(text: string, bindings: ReadonlyArray<string | ReadonlyArray<string>>) => {
    const values = bindings.map((binding) => (typeof binding === 'string' ? binding : [...binding]));
    return (await db.raw<{ rows: ReadonlyArray<A> }>(text, values)).rows;
  };

const rowsOf = (db: Knex, table: string, accountIds: ReadonlyArray<string>, names: ReadonlyArray<string>) =>
  db(table)
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
  const allRoots = together(() => rootsIn(db, tables.accounts));
  const valuesIn = async (filter: Book, split: BookAttribute | undefined, to: CalendarDate) => {
    const roots = await allRoots();
    return yearlyValues(
      await levelRows(runIn(db), tables, filter, roots, { metrics: yearlyMetrics, to, split }),
      roots,
    );
  };
  return {
    series: async ({ accountIds, metrics: names = metricNames, byFeature, grain, from, to }) => {
      const fresh = await freshness();
      const levels = names.filter((name) => metricOf(name).rollup === 'last');
      const rows = await rowsOf(db, tables.trends, accountIds, names)
        .where('month', '<', to)
        .where((span) => span.where('month', '>=', monthOf(from)).orWhereIn('metric', levels));
      const span = { from: from as CalendarDate, to: to as CalendarDate, grain, byFeature };
      const counted = rows.filter(({ metric, account_id }) => !isOfRoots(metric) || account_id === accountIds[0]);
      return { series: seriesOf(counted.flatMap(saidDaysOf), span), freshness: fresh };
    },
    bookSeries: async ({ filter, split, metrics: names = metricNames, byFeature, grain, from, to }) => {
      const fresh = await freshness();
      const span = { from: from as CalendarDate, to: to as CalendarDate, grain };
      const roots = await allRoots();
      const said = await bookRows(runIn(db), tables, filter, roots, { ...span, split, metrics: names });
      return { series: seriesOf(said, { ...span, byFeature }), freshness: fresh };
    },
    cohorts: async ({ filter, split, grain, ...days }) => {
      const fresh = await freshness();
      const [from, to, asOf] = [days.from, days.to, days.asOf] as [CalendarDate, CalendarDate, CalendarDate];
      const values = await valuesIn(filter, split, addDays(asOf, 1));
      return { triangles: cohortsOf(values, { grain, from, to, asOf }), freshness: fresh };
    },
    retention: async ({ filter, split, ...days }) => {
      const fresh = await freshness();
      const [since, asOf] = [days.since, days.asOf] as [CalendarDate, CalendarDate];
      const values = await valuesIn(filter, split, addDays(asOf, 1));
      return { parts: rollingRetention(values, { since, asOf }), freshness: fresh };
    },
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

/** Metrics of which the values of days add up. */
export const summedMetrics: ReadonlyArray<string> = metricNames.filter((name) => metricOf(name).rollup === 'sum');

/** Series to be watched, account by account. */
export const makeWatchedSeries = (db: Knex, schema = 'read'): WatchedSeries => {
  const tables = tablesIn(schema);
  return async ({ accountIds, metrics: names, from, to }) => {
    const roots = await rootsIn(db, tables.accounts);
    const wanted = new Set<string>(accountIds);
    const members = [...roots].flatMap(([member, root]) => (wanted.has(root) ? [member] : []));
    const rows = await rowsOf(db, tables.trends, [...accountIds, ...members], names)
      .where('month', '<', to)
      .where('month', '>=', monthOf(from));
    const counted = rows.filter(({ metric, account_id }) => !isOfRoots(metric) || !roots.has(account_id));
    const said = counted.flatMap(saidDaysOf).filter(({ day }) => day >= from && day < to);
    const ofRoots = said.map((each) => ({ ...each, accountId: roots.get(each.accountId) ?? each.accountId }));
    const last = addDays(to, -1);
    return new Map(
      [...byAccount(ofRoots)].map(([accountId, days]) => [accountId as AccountId, dailySeriesOf(days, last)]),
    );
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
      const accounts = [...byAccount(rows.flatMap(saidDaysOf))];
      return new Map(
        accounts
          .map(([accountId, said]) => [accountId as AccountId, dailySeriesOf(said, to)] as const)
          .filter(([, series]) => series.size > 0),
      );
    },
    factDays: async (accountIds, from) => {
      const rows = await rowsOf(db, tables.trends, accountIds, factMetrics).where('month', '>=', monthOf(from));
      const days = new Set(rows.flatMap(saidDaysOf).map(({ day }) => day));
      return [...days].filter((day) => day >= from).sort();
    },
  };
};
