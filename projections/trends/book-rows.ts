import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Grain } from './answers.js';
import { startOf } from './buckets.js';
import { monthOf } from './daily.js';
import { metricOf } from './metrics.js';
import { saidDaysOf, type TrendRow } from './said-days.js';
import type { SaidDay } from './series.js';

export type Book = { readonly segment?: string; readonly industry?: string };
export type BookSpan = {
  readonly metrics: ReadonlyArray<string>;
  readonly grain: Grain;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
};

type Tables = { readonly trends: string; readonly accounts: string };
type Bindings = ReadonlyArray<string | ReadonlyArray<string>>;
export type RunSql = <A>(text: string, bindings: Bindings) => Promise<ReadonlyArray<A>>;
type Condition = { readonly text: string; readonly bindings: Bindings };
type SummedRow = Pick<SaidDay, 'metric' | 'feature' | 'sum' | 'count'> & {
  readonly month: string;
  readonly place: number;
};

/** Accounts belong to the book of the root of their merged group. */
const inBook = ({ accounts }: Tables, { segment, industry }: Book, roots: ReadonlyMap<string, string>): Condition => {
  const wanted = [
    ...(segment === undefined ? [] : [['r.segment = ?', segment] as const]),
    ...(industry === undefined ? [] : [['r.industry = ?', industry] as const]),
  ];
  if (wanted.length === 0) return { text: 'true', bindings: [] };
  const members = [...roots.keys()];
  const is = wanted.map(([text]) => text).join(' and ');
  const values = wanted.map(([, value]) => value);
  return {
    text: `t.account_id in (
      select r.account_id from ${accounts} r where ${is} and r.account_id <> all(?::text[])
      union all
      select m.account_id from unnest(?::text[], ?::text[]) as m(account_id, root)
        join ${accounts} r on r.account_id = m.root where ${is})`,
    bindings: [...values, members, members, [...roots.values()], ...values],
  };
};

const isMonthly = (metric: string, { grain, from, to }: BookSpan): boolean => {
  const definition = metricOf(metric);
  const adds = definition.rollup === 'sum' || (definition.rollup === 'mean' && definition.over === 'facts');
  const isWhole =
    (grain === 'month' || grain === 'quarter') && from === startOf('month', from) && to === startOf('month', to);
  return adds && isWhole;
};

const saidOn = ({ metric, feature, month, place, sum, count }: SummedRow): SaidDay => ({
  accountId: '',
  metric,
  feature,
  day: addDays(month as CalendarDate, place - 1),
  sum,
  count,
});

/**
 * What a book of accounts says, added up by the database: by month where whole months are asked for, else by day.
 * Levels come account by account, from before the span too, since they hold until the next is said.
 */
export const bookRows = async (
  runSql: RunSql,
  tables: Tables,
  book: Book,
  roots: ReadonlyMap<string, string>,
  span: BookSpan,
): Promise<ReadonlyArray<SaidDay>> => {
  const member = inBook(tables, book, roots);
  const run = <A>(text: string, bindings: Bindings): Promise<ReadonlyArray<A>> =>
    runSql(text, [...bindings, ...member.bindings]);
  const levels = span.metrics.filter((metric) => metricOf(metric).rollup === 'last');
  const flows = span.metrics.filter((metric) => metricOf(metric).rollup !== 'last');
  const monthly = flows.filter((metric) => isMonthly(metric, span));
  const daily = flows.filter((metric) => !isMonthly(metric, span));
  const within = 't.metric = any(?::text[]) and t.month >= ? and t.month < ?';
  const months = await run<SummedRow>(
    `select t.metric, t.feature, t.month, 1 as place, sum(t.total) as sum, sum(t.total_count) as count
     from ${tables.trends} t where ${within} and ${member.text} group by t.metric, t.feature, t.month`,
    [monthly, monthOf(span.from), span.to],
  );
  const days = await run<SummedRow>(
    `select t.metric, t.feature, t.month, d.place::integer as place, sum(d.sum) as sum, sum(d.count) as count
     from ${tables.trends} t, unnest(t.sums, t.counts) with ordinality as d(sum, count, place)
     where ${within} and d.count <> 0 and ${member.text} group by t.metric, t.feature, t.month, d.place`,
    [daily, monthOf(span.from), span.to],
  );
  const held = await run<TrendRow>(
    `select t.account_id, t.metric, t.feature, t.month, t.sums, t.counts
     from ${tables.trends} t where t.metric = any(?::text[]) and t.month < ? and ${member.text}`,
    [levels, span.to],
  );
  return [...months.map(saidOn), ...days.map(saidOn), ...held.flatMap(saidDaysOf)];
};
