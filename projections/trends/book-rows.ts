import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { wholeBook } from '../../domain/whole-book.js';
import type { Book, BookAttribute } from './answers.js';
import { isMonthly, type MetricSpan } from './by-month.js';
import { DAYS, monthOf } from './daily.js';
import { isOfRoots, metricOf } from './metrics.js';
import { saidDaysOf, type TrendRow } from './said-days.js';
import type { SaidDay } from './series.js';
import { bookAttributes } from './table.js';

export type BookSpan = MetricSpan & {
  readonly metrics: ReadonlyArray<string>;
  readonly split?: BookAttribute | undefined;
};

type Tables = { readonly trends: string; readonly accounts: string };
type Bindings = ReadonlyArray<string | ReadonlyArray<string> | ReadonlyArray<number> | ReadonlyArray<boolean>>;
export type RunSql = <A>(text: string, bindings: Bindings) => Promise<ReadonlyArray<A>>;
type Rows = Pick<BookSpan, 'metrics' | 'split'>;
type Sql = { readonly text: string; readonly bindings: Bindings };
type RowsSql = Sql & {
  /** Some of the rows are to be taken off: they have a `sign`. */
  readonly isSigned: boolean;
};
type ChangeRow = Pick<SaidDay, 'metric' | 'feature' | 'part' | 'sum' | 'count'> & {
  readonly month: string;
  readonly place: number;
};

const isWhole = (book: Book, { split }: Rows): boolean =>
  split === undefined && Object.values(book).every((value) => value === undefined);

const inBook = (book: Book): Sql => {
  const wanted = bookAttributes.flatMap((name) => (book[name] === undefined ? [] : [[name, book[name]] as const]));
  const { accountIds } = book;
  const listed = accountIds === undefined ? [] : ['t.account_id = any(?::text[])'];
  return {
    text: ['t.account_id <> ?', ...wanted.map(([name]) => `r.${name} = ?`), ...listed].join(' and '),
    bindings: [wholeBook, ...wanted.map(([, value]) => value), ...(accountIds === undefined ? [] : [accountIds])],
  };
};

const COLUMNS = 't.account_id, t.metric, t.month, t.feature, t.sums, t.counts, t.total, t.total_count';
const OF_MEMBERS = 't.metric = any(?::text[]) and t.account_id = any(?::text[])';

/** Rows `t` of the trends with their `part` of a split book: those of the accounts `r` whose book it is, the roots of merged groups. */
const rowsOfAccounts = (
  tables: Tables,
  book: Book,
  { metrics, split }: Rows,
  roots: ReadonlyMap<string, string>,
): RowsSql => {
  const members = [...roots.keys()];
  const ofRoots = metrics.filter(isOfRoots);
  const member = inBook(book);
  const withoutMembers: Sql =
    members.length === 0 || ofRoots.length === 0
      ? { text: '', bindings: [] }
      : { text: `and not (${OF_MEMBERS})`, bindings: [ofRoots, members] };
  return {
    text: `(
      select ${COLUMNS}, ${split === undefined ? 'null::text' : `r.${split}`} as part
      from ${tables.trends} t
      left join unnest(?::text[], ?::text[]) as m(account_id, root) on m.account_id = t.account_id
      left join ${tables.accounts} r on r.account_id = coalesce(m.root, t.account_id)
      where ${member.text} ${withoutMembers.text}
    ) t`,
    bindings: [members, [...roots.values()], ...member.bindings, ...withoutMembers.bindings],
    isSigned: false,
  };
};

/**
 * The rows of a book; of the whole book those that the projection keeps, less what members of merged groups said where only
 * their roots count.
 */
const rowsOfBook = (tables: Tables, book: Book, rows: Rows, roots: ReadonlyMap<string, string>): RowsSql =>
  isWhole(book, rows)
    ? {
        text: `(
          select ${COLUMNS}, null::text as part, 1 as sign from ${tables.trends} t where t.account_id = ?
          union all select ${COLUMNS}, null::text, -1 from ${tables.trends} t where ${OF_MEMBERS}
        ) t`,
        bindings: [wholeBook, rows.metrics.filter(isOfRoots), [...roots.keys()]],
        isSigned: true,
      }
    : rowsOfAccounts(tables, book, rows, roots);

/** What each account of a book holds from the day it was said on. */
export const levelRows = async (
  runSql: RunSql,
  tables: Tables,
  book: Book,
  roots: ReadonlyMap<string, string>,
  { to, ...asked }: Rows & Pick<BookSpan, 'to'>,
): Promise<ReadonlyArray<SaidDay>> => {
  const rows = rowsOfAccounts(tables, book, asked, roots);
  const said = await runSql<TrendRow>(
    `select t.account_id, t.metric, t.feature, t.part, t.month, t.sums, t.counts
     from ${rows.text} where t.metric = any(?::text[]) and t.month < ?`,
    [...rows.bindings, asked.metrics, to],
  );
  return said.flatMap(saidDaysOf);
};

const saidOn = ({ metric, feature, part, month, place, sum, count }: ChangeRow): SaidDay => ({
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

/** Rows that are the sums of all rows of a metric, feature, part and month: of their days, or as if all was said on the first day. */
const summedSql = (
  { text, isSigned }: RowsSql,
  columns: { readonly sums: ReadonlyArray<string>; readonly counts: ReadonlyArray<string> },
): string => {
  const sign = isSigned ? 't.sign * ' : '';
  const summed = (names: ReadonlyArray<string>) => `array[${names.map((name) => `sum(${sign}t.${name})`).join(', ')}]`;
  return `select '' as account_id, t.metric, t.feature, t.part, t.month, ${summed(columns.sums)} as sums, ${summed(columns.counts)} as counts
    from ${text} where t.metric = any(?::text[]) and t.month >= ? and t.month < ? group by t.metric, t.feature, t.part, t.month`;
};

const ofMonths = { sums: ['total'], counts: ['total_count'] };
/** Place by place: taking the lists apart would make thirty rows of each. */
const slots = Array.from({ length: DAYS }, (_, slot) => `[${slot + 1}]`);
const ofDays = { sums: slots.map((slot) => `sums${slot}`), counts: slots.map((slot) => `counts${slot}`) };

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
  const run = <A>(text: string, metrics: ReadonlyArray<string>, ...bindings: Bindings): Promise<ReadonlyArray<A>> =>
    metrics.length === 0 ? Promise.resolve([]) : runSql<A>(text, [...rows.bindings, metrics, ...bindings]);
  const levels = span.metrics.filter((metric) => metricOf(metric).rollup === 'last');
  const flows = span.metrics.filter((metric) => metricOf(metric).rollup !== 'last');
  const summed = (of: typeof ofDays, metrics: ReadonlyArray<string>) =>
    run<TrendRow>(summedSql(rows, of), metrics, monthOf(span.from), span.to);
  const months = await summed(
    ofMonths,
    flows.filter((metric) => isMonthly(metric, span)),
  );
  const days = await summed(
    ofDays,
    flows.filter((metric) => !isMonthly(metric, span)),
  );
  const changes = await run<ChangeRow>(levelSql(rows.text, isWhole(book, span)), levels, span.to);
  return [...[...months, ...days].flatMap(saidDaysOf), ...held(changes.map(saidOn))];
};
