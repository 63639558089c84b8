import { gathered } from '../gathered.js';
import type { RunSql } from './book-rows.js';
import { isMonthly, type MetricSpan } from './by-month.js';
import { monthOf } from './daily.js';
import { metricOf } from './metrics.js';
import type { TrendRow } from './said-days.js';

export type AskedRows = MetricSpan & {
  readonly accountIds: ReadonlyArray<string>;
  readonly metrics: ReadonlyArray<string>;
};
type FoundRow = TrendRow & { readonly place: number };

/** Two reads: while the rows of one are taken in, the database looks for those of the other. */
const BOUNDS = { lanes: 2, most: 64 };

/** Levels come from before the span too, since they hold until the next is said. */
const firstMonth = (metric: string, { from }: MetricSpan): string =>
  metricOf(metric).rollup === 'last' ? '' : monthOf(from);

/**
 * The rows of accounts that a span is told from, read for all who ask at a time by one query. Where whole months are asked for, and
 * their days add up, a row is the sum of its month, as if all was said on the first day.
 */
export const makeAccountRows = (
  runSql: RunSql,
  trends: string,
): ((asked: AskedRows) => Promise<ReadonlyArray<TrendRow>>) =>
  gathered(async (asked: ReadonlyArray<AskedRows>) => {
    const wanted = asked.flatMap(({ accountIds, metrics, ...span }, place) =>
      metrics.flatMap((metric) =>
        accountIds.map((accountId) => ({
          ...{ place, accountId, metric, first: firstMonth(metric, span), to: span.to },
          byMonth: isMonthly(metric, span),
        })),
      ),
    );
    const rows = await runSql<FoundRow>(
      `select a.place, t.account_id, t.metric, t.feature, t.month,
         case when a.by_month then array[t.total] else t.sums end as sums,
         case when a.by_month then array[t.total_count] else t.counts end as counts
       from unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
         as a(place, account_id, metric, first, until, by_month)
       join ${trends} t on t.account_id = a.account_id and t.metric = a.metric and t.month >= a.first and t.month < a.until`,
      [
        wanted.map(({ place }) => place),
        wanted.map(({ accountId }) => accountId),
        wanted.map(({ metric }) => metric),
        wanted.map(({ first }) => first),
        wanted.map(({ to }) => to),
        wanted.map(({ byMonth }) => byMonth),
      ],
    );
    const found = asked.map((): Array<TrendRow> => []);
    for (const row of rows) found[row.place]?.push(row);
    return found;
  }, BOUNDS);
