import * as E from 'fp-ts/lib/Either.js';
import type { AnomalyCommand } from '../domain/anomaly/commands.js';
import { type AccountSeries, type DailySeries, dayNumber } from '../domain/health/daily-series.js';
import type { AccountId, AnomalyId } from '../domain/ids.js';
import { addDays, type CalendarDate, type NonEmptyString, type Timestamp } from '../domain/primitives.js';
import { deterministicId } from './deterministic-id.js';
import { type CommandWithContext, handleCommands } from './handle-commands.js';
import type { DetectAnomalies, DetectionOptions, FoundAnomaly } from './ports/anomaly-detection.js';
import type { EventStore } from './ports/event-store.js';
import type { WatchedSeries } from './ports/watched-series.js';

export type DetectDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly watchedSeries: WatchedSeries;
  readonly detect: DetectAnomalies;
};

type Metric = { readonly name: NonEmptyString; readonly counts: boolean; readonly isFlow: boolean };

const metric = (name: string, more: Omit<Metric, 'name'>): Metric => ({ name: name as NonEmptyString, ...more });

/** What is watched of every account. */
const metrics: ReadonlyArray<Metric> = [
  metric('events', { counts: true, isFlow: true }),
  metric('active_users', { counts: true, isFlow: true }),
  metric('tickets_opened', { counts: true, isFlow: true }),
  metric('health', { counts: false, isFlow: false }),
];

/** A year teaches what is usual, and a month more how a year begins. */
const HISTORY_DAYS = 400;
const ACCOUNTS_AT_ONCE = 500;

type Span = { readonly from: CalendarDate; readonly to: CalendarDate };
type Watched = {
  readonly accountId: AccountId;
  readonly metric: Metric;
  readonly from: CalendarDate;
  readonly values: Float64Array;
};

/** The days of a span on which any of the accounts said something of a metric: its source was there. */
const daysCovered = (accounts: Iterable<AccountSeries>, name: string, { from, to }: Span): Uint8Array => {
  const covered = new Uint8Array(dayNumber(to) - dayNumber(from));
  for (const account of accounts) {
    const series = account.get(name);
    if (series === undefined) continue;
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

const watchedIn = (accounts: ReadonlyMap<AccountId, AccountSeries>, span: Span): ReadonlyArray<Watched> =>
  metrics.flatMap((each) => {
    const covered = daysCovered(accounts.values(), each.name, span);
    return [...accounts].flatMap(([accountId, all]) => {
      const series = all.get(each.name);
      if (series === undefined) return [];
      return [{ accountId, metric: each, from: series.from, values: watchedFrom(series, each, covered, span) }];
    });
  });

const reportOf = (
  { accountId, metric: { name }, from }: Watched,
  found: FoundAnomaly,
  { falseAlarmsPerYear }: DetectionOptions,
): CommandWithContext => {
  const day = addDays(from, found.to);
  const anomalyId = deterministicId('anomaly', accountId, name, found.kind, day) as AnomalyId;
  const { kind, value, expected, low, high, score, severity } = found;
  const command: AnomalyCommand = {
    type: 'ReportAnomaly',
    data: {
      ...{ anomalyId, occurredAt: `${day}T23:59:59.999Z` as Timestamp, accountId, metric: name, kind },
      ...{ from: addDays(from, found.from), day, value, expected, low, high, score, severity, falseAlarmsPerYear },
    },
  };
  const context = { correlationId: `detect-anomalies-${day}`, causationId: null, actor: 'detector', source: null };
  return { command, context: { ...context, fact: ['anomaly', anomalyId] } };
};

const chunksOf = <A>(items: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/**
 * Judges the last days of every account's metrics, up to and with `last`, and reports what is unusual; what was reported
 * before is not reported again. Rejects where the log does not answer. Answers how many anomalies are new.
 */
export const detectAnomalies =
  ({ watchedSeries, detect, ...log }: DetectDeps) =>
  async (accountIds: ReadonlyArray<AccountId>, last: CalendarDate, options: DetectionOptions): Promise<number> => {
    const span = { from: addDays(last, 1 - HISTORY_DAYS), to: addDays(last, 1) };
    let reported = 0;
    for (const some of chunksOf(accountIds, ACCOUNTS_AT_ONCE)) {
      const names = metrics.map(({ name }) => name);
      const watched = watchedIn(await watchedSeries({ accountIds: some, metrics: names, ...span }), span);
      const series = watched.map(({ values, metric: { counts } }) => ({ values, counts }));
      const found = await detect(series, options);
      const reports = watched.flatMap((each, i) => (found[i] ?? []).map((one) => reportOf(each, one, options)));
      const handled = await handleCommands(log)(reports)();
      if (E.isLeft(handled)) throw new Error(`cannot report anomalies: ${handled.left._tag}`);
      reported += handled.right.appended;
    }
    return reported;
  };
