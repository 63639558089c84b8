import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Book, BookAttribute, Grain } from './answers.js';
import { startOf } from './buckets.js';
import { monthOf } from './daily.js';
import { isOfRoots, metricOf } from './metrics.js';
import type { SaidDay } from './series.js';
import { bookAttributes } from './table.js';
import { wholeBook } from './whole-book.js';

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

const isWhole = (book: Book, { split }: BookSpan): boolean =>
  split === undefined && Object.values(book).every((value) => value === undefined);

const inBook = (book: Book): Sql => {
  const wanted = bookAttributes.flatMap((name) => (book[name] === undefined ? [] : [[name, book[name]] as const]));
  return {
    text: ['t.account_id <> ?', ...wanted.map(([name]) => `r.${name} = ?`)].join(' and '),
    bindings: [wholeBook, ...wanted.map(([, value]) => value)],
  };
};

/**
 * Rows `t` of the trends with their `part` of a split book. Of the whole book those that the projection keeps, less what
 * members of merged groups said where only their roots count; of less of it, those of the accounts `r` whose book it is: of the roots.
 */
const rowsOfBook = (tables: Tables, book: Book, span: BookSpan, roots: ReadonlyMap<string, string>): Sql => {
  const members = [...roots.keys()];
  const ofRoots = span.metrics.filter(isOfRoots);
  const columns = 't.account_id, t.metric, t.month, t.feature, t.sums, t.counts, t.total, t.total_count';
  const notOfMembers = 't.metric = any(?::text[]) and t.account_id = any(?::text[])';
  if (isWhole(book, span)) {
    return {
      text: `(
        select ${columns}, null::text as part, 1 as sign from ${tables.trends} t where t.account_id = ?
        union all select ${columns}, null::text, -1 from ${tables.trends} t where ${notOfMembers}
      ) t`,
      bindings: [wholeBook, ofRoots, members],
    };
  }
  const member = inBook(book);
  return {
    text: `(
      select ${columns}, ${span.split === undefined ? 'null::text' : `r.${span.split}`} as part, 1 as sign
      from ${tables.trends} t
      left join unnest(?::text[], ?::text[]) as m(account_id, root) on m.account_id = t.account_id
      left join ${tables.accounts} r on r.account_id = coalesce(m.root, t.account_id)
      where ${member.text} and not (${notOfMembers})
    ) t`,
    bindings: [members, [...roots.values()], ...member.bindings, ofRoots, members],
  };
};

const isMonthly = (metric: string, { grain, from, to }: BookSpan): boolean => {
  const definition = metricOf(metric);
  const adds = definition.rollup === 'sum' || (definition.rollup === 'mean' && definition.over === 'facts');
  const wholeMonths =
    ['month', 'quarter', 'all'].includes(grain) && from === startOf('month', from) && to === startOf('month', to);
  return adds && wholeMonths;
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

/** What all hold together from each day on, from what it changed by on that day. The days come in order. */
const held = (changes: ReadonlyArray<SaidDay>): ReadonlyArray<SaidDay> => {
  const levels = new Map<string, number>();
  return changes.map((change) => {
    const series = `${change.metric}\u001f${change.feature}\u001f${change.part ?? ''}`;
    const level = (levels.get(series) ?? 0) + change.sum;
    levels.set(series, level);
    return { ...change, sum: level };
  });
};

const levelSql = (rows: string, whole: boolean): string => {
  const before = 'lag(d.sum) over (partition by t.account_id, t.metric, t.feature order by t.month, d.place)';
  return `select metric, feature, part, month, place::integer as place, sum(step) as sum, count(*)::double precision as count from (
      select t.metric, t.feature, t.part, t.month, d.place, ${whole ? 'd.sum' : `d.sum - coalesce(${before}, 0)`} as step
      from ${rows}, unnest(t.sums, t.counts) with ordinality as d(sum, count, place)
      where t.metric = any(?::text[]) and t.month < ? and d.count <> 0
    ) steps group by 1, 2, 3, 4, 5 order by month, place`;
};

/**
 * What a book of accounts says, added up by the database: by month where whole months are asked for, else by day.
 * Levels come from before the span too, since they hold until the next is said.
 */
export const bookRows = async (
  runSql: RunSql,
  tables: Tables,
  book: Book,
  roots: ReadonlyMap<string, string>,
  span: BookSpan,
): Promise<ReadonlyArray<SaidDay>> => {
  const rows = rowsOfBook(tables, book, span, roots);
  const run = (text: string, metrics: ReadonlyArray<string>, ...bindings: Bindings) =>
    metrics.length === 0 ? [] : runSql<SummedRow>(text, [...rows.bindings, metrics, ...bindings]);
  const levels = span.metrics.filter((metric) => metricOf(metric).rollup === 'last');
  const flows = span.metrics.filter((metric) => metricOf(metric).rollup !== 'last');
  const within = 't.metric = any(?::text[]) and t.month >= ? and t.month < ?';
  const months = await run(
    `select t.metric, t.feature, t.part, t.month, 1 as place, sum(sign * t.total) as sum, sum(sign * t.total_count) as count
     from ${rows.text} where ${within} group by 1, 2, 3, 4 having sum(sign * t.total_count) <> 0`,
    flows.filter((metric) => isMonthly(metric, span)),
    monthOf(span.from),
    span.to,
  );
  const days = await run(
    `select t.metric, t.feature, t.part, t.month, d.place::integer as place, sum(sign * d.sum) as sum, sum(sign * d.count) as count
     from ${rows.text}, unnest(t.sums, t.counts) with ordinality as d(sum, count, place)
     where ${within} and d.count <> 0 group by 1, 2, 3, 4, 5 having sum(sign * d.count) <> 0`,
    flows.filter((metric) => !isMonthly(metric, span)),
    monthOf(span.from),
    span.to,
  );
  const changes = await run(levelSql(rows.text, isWhole(book, span)), levels, span.to);
  return [...months.map(saidOn), ...days.map(saidOn), ...held(changes.map(saidOn))];
};
