import { type AccountSeries, type DailySeries, dayNumber } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import { addDays, type CalendarDate, type NonEmptyString } from '../../domain/primitives.js';
import { type AccountOrBook, wholeBook } from '../../domain/whole-book.js';
import type { WatchedValues } from '../ports/anomaly-detection.js';

type Metric = {
  readonly name: NonEmptyString;
  readonly counts: boolean;
  readonly isFlow: boolean;
  /** Happens on few days: looked at by the week, and nothing where anything else was said. */
  readonly isRare?: true;
};

const metric = (name: string, more: Omit<Metric, 'name'>): Metric => ({ name: name as NonEmptyString, ...more });

/** What is watched of every account. Counts that are too few by the day are watched by the week. */
export const watchedMetrics: ReadonlyArray<Metric> = [
  metric('events', { counts: true, isFlow: true }),
  metric('active_users', { counts: true, isFlow: true }),
  metric('tickets_opened', { counts: true, isFlow: true }),
  metric('health', { counts: false, isFlow: false }),
];

/** What is watched of the whole book: the same, and by how much its yearly value moves. */
export const watchedOfBook: ReadonlyArray<Metric> = [
  ...watchedMetrics,
  metric('tickets_solved', { counts: true, isFlow: true }),
  ...['arr_new', 'arr_expansion', 'arr_contraction', 'arr_churned'].map((name) =>
    metric(name, { counts: false, isFlow: true, isRare: true }),
  ),
];

/** Of fewer a day, or a week, one more or less says nothing. */
const ENOUGH = 5;
const JUDGED_LAST = 28;

type Span = { readonly from: CalendarDate; readonly to: CalendarDate };
export type Watched = {
  readonly accountId: AccountOrBook;
  readonly metric: Metric;
  readonly values: Float64Array;
  readonly step: WatchedValues['step'];
  /** The first and the last day of a step, by its place. */
  readonly daysOf: (place: number) => Span;
};

/** The days of a span on which any of the series says something: its source was there. */
const daysCovered = (all: Iterable<DailySeries>, { from, to }: Span): Uint8Array => {
  const covered = new Uint8Array(dayNumber(to) - dayNumber(from));
  for (const series of all) {
    const offset = dayNumber(series.from) - dayNumber(from);
    for (const [i, sum] of series.sums.entries()) if (!Number.isNaN(sum)) covered[offset + i] = 1;
  }
  return covered;
};

/** From the first day with data on. Of a flow, a day on which others said something and the account did not is a zero. */
const watchedFrom = (
  series: DailySeries,
  { isFlow }: Metric,
  covered: Uint8Array,
  { from, to }: Span,
): Float64Array => {
  const offset = dayNumber(series.from) - dayNumber(from);
  return Float64Array.from({ length: dayNumber(to) - dayNumber(series.from) }, (_, i) => {
    const sum = series.sums[i] ?? Number.NaN;
    return Number.isNaN(sum) && isFlow && covered[offset + i] === 1 ? 0 : sum;
  });
};

const meanOf = (values: Float64Array): number => {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.reduce((sum, value) => sum + value, 0) / there.length;
};

/** What is usual is not what the last weeks, which are judged, made it. */
const usualOf = (values: Float64Array): number =>
  meanOf(values.length > 2 * JUDGED_LAST ? values.subarray(0, -JUDGED_LAST) : values);

/** Sums of the whole weeks, from Monday, and the day the first begins. */
const weeksOf = (values: Float64Array, from: CalendarDate) => {
  const first = (8 - new Date(from).getUTCDay()) % 7;
  const count = Math.max(0, Math.floor((values.length - first) / 7));
  const sums = Float64Array.from({ length: count }, (_, week) =>
    values.subarray(first + 7 * week, first + 7 * week + 7).reduce((sum, value) => sum + value, 0),
  );
  return { sums, monday: addDays(from, first) };
};

/** By the day, or, where little is counted, by the week; not at all where even a week counts next to nothing. */
const stepped = (values: Float64Array, from: CalendarDate, { counts, isRare }: Metric) => {
  const daily = {
    ...{ values, step: 'day' as const },
    daysOf: (place: number) => ({ from: addDays(from, place), to: addDays(from, place) }),
  };
  if (!isRare && (!counts || usualOf(values) >= ENOUGH)) return [daily];
  if (!isRare && 7 * usualOf(values) < ENOUGH) return [];
  const { sums, monday } = weeksOf(values, from);
  const daysOf = (place: number) => ({ from: addDays(monday, 7 * place), to: addDays(monday, 7 * place + 6) });
  return [{ values: sums, step: 'week' as const, daysOf }];
};

const watchedOf = (
  accountId: AccountOrBook,
  each: Metric,
  series: DailySeries | undefined,
  covered: Uint8Array,
  span: Span,
): ReadonlyArray<Watched> => {
  if (series === undefined) return [];
  const values = watchedFrom(series, each, covered, span);
  return stepped(values, series.from, each).map((one) => ({ accountId, metric: each, ...one }));
};

export const watchedIn = (accounts: ReadonlyMap<AccountId, AccountSeries>, span: Span): ReadonlyArray<Watched> =>
  watchedMetrics.flatMap((each) => {
    const all = [...accounts].map(([accountId, series]) => [accountId, series.get(each.name)] as const);
    const covered = daysCovered(
      all.flatMap(([, series]) => series ?? []),
      span,
    );
    return all.flatMap(([accountId, series]) => watchedOf(accountId, each, series, covered, span));
  });

/** A day on which nobody said anything is a gap; what is rare did not happen on any other. */
export const watchedInBook = (book: AccountSeries, span: Span): ReadonlyArray<Watched> => {
  const anything = daysCovered(book.values(), span);
  return watchedOfBook.flatMap((each) => {
    const series = book.get(each.name);
    const covered = each.isRare || series === undefined ? anything : daysCovered([series], span);
    return watchedOf(wholeBook, each, series, covered, span);
  });
};
