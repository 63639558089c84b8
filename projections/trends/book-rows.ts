import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Book, BookAttribute, Grain } from './answers.js';
import { startOf } from './buckets.js';
import { monthOf } from './daily.js';
import { isOfRoots, metricOf } from './metrics.js';
import { saidDaysOf, type TrendRow } from './said-days.js';
import type { SaidDay } from './series.js';
import { bookAttributes } from './table.js';

export type BookSpan = {
  readonly metrics: ReadonlyArray<string>;
  readonly grain: Grain;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly split?: BookAttribute | undefined;
};

type Tables = { readonly trends: string; readonly accounts: string };
type Bindings = ReadonlyArray<string | ReadonlyArray<string>>;
export type RunSql = <A>(text: string, bindings: Bindings) => Promise<ReadonlyArray<A>>;
type Sql = { readonly text: string; readonly bindings: Bindings };
type SummedRow = Pick<SaidDay, 'metric' | 'feature' | 'part' | 'sum' | 'count'> & {
  readonly month: string;
  readonly place: number;
};

/** The rows of trends `t`, each with the account `r` whose book it belongs to: the root of its merged group. */
const rowsWithRoots = (
  tables: Tables,
  book: Book,
  split: BookAttribute | undefined,
  roots: ReadonlyMap<string, string>,
): Sql =>
  split === undefined && Object.values(book).every((value) => value === undefined)
    ? { text: `${tables.trends} t`, bindings: [] }
    : {
        text: `${tables.trends} t
          left join unnest(?::text[], ?::text[]) as m(account_id, root) on m.account_id = t.account_id
          left join ${tables.accounts} r on r.account_id = coalesce(m.root, t.account_id)`,
        bindings: [[...roots.keys()], [...roots.values()]],
      };

const partOf = (split: BookAttribute | undefined): string => (split === undefined ? 'null::text' : `r.${split}`);

const inBook = (book: Book): Sql => {
  const wanted = bookAttributes.flatMap((name) => (book[name] === undefined ? [] : [[name, book[name]] as const]));
  return {
    text: ['true', ...wanted.map(([name]) => `r.${name} = ?`)].join(' and '),
    bindings: wanted.map(([, value]) => value),
  };
};

const isMonthly = (metric: string, { grain, from, to }: BookSpan): boolean => {
  const definition = metricOf(metric);
  const adds = definition.rollup === 'sum' || (definition.rollup === 'mean' && definition.over === 'facts');
  const isWhole =
    ['month', 'quarter', 'all'].includes(grain) && from === startOf('month', from) && to === startOf('month', to);
  return adds && isWhole;
};

const saidOn = ({ metric, feature, part, month, place, sum, count }: SummedRow): SaidDay => ({
  accountId: '',
  metric,
  feature,
  part,
  day: addDays(month as CalendarDate, place - 1),
  sum,
  count,
});

/** What accounts of a book hold, each from the day it was said on. */
export const levelRows = async (
  runSql: RunSql,
  tables: Tables,
  book: Book,
  roots: ReadonlyMap<string, string>,
  { metrics, to, split }: Pick<BookSpan, 'metrics' | 'to' | 'split'>,
): Promise<ReadonlyArray<SaidDay>> => {
  const rows = rowsWithRoots(tables, book, split, roots);
  const member = inBook(book);
  const held = await runSql<TrendRow>(
    `select t.account_id, t.metric, t.feature, ${partOf(split)} as part, t.month, t.sums, t.counts
     from ${rows.text} where t.metric = any(?::text[]) and t.month < ? and ${member.text}`,
    [...rows.bindings, metrics, to, ...member.bindings],
  );
  return held.flatMap(saidDaysOf);
};

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
  const rows = rowsWithRoots(tables, book, span.split, roots);
  const member = inBook(book);
  const part = partOf(span.split);
  const run = <A>(text: string, bindings: Bindings): Promise<ReadonlyArray<A>> =>
    runSql(text, [...rows.bindings, ...bindings, ...member.bindings]);
  const levels = span.metrics.filter((metric) => metricOf(metric).rollup === 'last');
  const flows = span.metrics.filter((metric) => metricOf(metric).rollup !== 'last');
  const monthly = flows.filter((metric) => isMonthly(metric, span));
  const daily = flows.filter((metric) => !isMonthly(metric, span));
  const within = `t.metric = any(?::text[]) and t.month >= ? and t.month < ?
    and not (t.metric = any(?::text[]) and t.account_id = any(?::text[])) and ${member.text}`;
  const notOfMembers = [span.metrics.filter(isOfRoots), [...roots.keys()]];
  const months = await run<SummedRow>(
    `select t.metric, t.feature, ${part} as part, t.month, 1 as place, sum(t.total) as sum, sum(t.total_count) as count
     from ${rows.text} where ${within} group by 1, 2, 3, 4`,
    [monthly, monthOf(span.from), span.to, ...notOfMembers],
  );
  const days = await run<SummedRow>(
    `select t.metric, t.feature, ${part} as part, t.month, d.place::integer as place, sum(d.sum) as sum, sum(d.count) as count
     from ${rows.text}, unnest(t.sums, t.counts) with ordinality as d(sum, count, place)
     where ${within} and d.count <> 0 group by 1, 2, 3, 4, 5`,
    [daily, monthOf(span.from), span.to, ...notOfMembers],
  );
  const held = await levelRows(runSql, tables, book, roots, { ...span, metrics: levels });
  return [...months.map(saidOn), ...days.map(saidOn), ...held];
};
