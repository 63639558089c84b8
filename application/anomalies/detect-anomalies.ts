import * as E from 'fp-ts/lib/Either.js';
import type { AnomalyCommand } from '../../domain/anomaly/commands.js';
import type { AccountId, AnomalyId } from '../../domain/ids.js';
import { addDays, type CalendarDate, type Timestamp } from '../../domain/primitives.js';
import type { AccountOrBook } from '../../domain/whole-book.js';
import { chunksOf } from '../chunks-of.js';
import { deterministicId } from '../deterministic-id.js';
import { type CommandWithContext, handleCommands } from '../handle-commands.js';
import type { DetectAnomalies, FoundAnomaly, WithoutFalseDiscoveries } from '../ports/anomaly-detection.js';
import type { BookSeries } from '../ports/book-series.js';
import type { EventStore } from '../ports/event-store.js';
import type { WatchedSeries } from '../ports/watched-series.js';
import { type Watched, watchedIn, watchedInBook, watchedMetrics, watchedOfBook } from './watched.js';

export type DetectDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly watchedSeries: WatchedSeries;
  readonly bookSeries: BookSeries;
  readonly detect: DetectAnomalies;
  readonly withoutFalseDiscoveries: WithoutFalseDiscoveries;
};

/** How many alarms a year a metric of an account may cause in which nothing happens; where it is 0, nobody looks. */
export type SensitivityOf = (accountId: AccountOrBook, metric: string) => number;

type Options = {
  readonly sensitivityOf: SensitivityOf;
  /** What share of the alarms of one day, over all series, may be false. */
  readonly falseDiscoveryRate: number;
  /** How many of the last days are judged; those before teach only. */
  readonly days: number;
};

/** A year teaches what is usual, and a month more how a year begins. */
const HISTORY_DAYS = 400;
const ACCOUNTS_AT_ONCE = 500;

type Alarm = Pick<Watched, 'accountId' | 'step'> & {
  readonly metric: Watched['metric']['name'];
  readonly found: FoundAnomaly;
  readonly from: CalendarDate;
  readonly day: CalendarDate;
  /** How many steps before the last it ended. */
  readonly age: number;
  readonly falseAlarmsPerYear: number;
};

/** What was looked at, and what alarmed. */
type Looked = {
  readonly sensitivities: Readonly<Record<Watched['step'], Array<number>>>;
  readonly alarms: Array<Alarm>;
};

const look = async (
  watched: ReadonlyArray<Watched>,
  detect: DetectAnomalies,
  { sensitivityOf, days }: Options,
  { sensitivities, alarms }: Looked,
): Promise<void> => {
  const judged = watched.flatMap(({ metric, ...each }) => {
    const falseAlarmsPerYear = sensitivityOf(each.accountId, metric.name);
    return falseAlarmsPerYear > 0 ? [{ ...each, metric, falseAlarmsPerYear }] : [];
  });
  const series = judged.map(({ values, step, metric: { counts }, falseAlarmsPerYear }) => ({
    ...{ values, step, counts, falseAlarmsPerYear },
  }));
  const found = await detect(series, days);
  for (const [i, { accountId, step, values, metric, daysOf, falseAlarmsPerYear }] of judged.entries()) {
    sensitivities[step].push(falseAlarmsPerYear);
    for (const one of found[i] ?? []) {
      const [from, day] = [daysOf(one.from).from, daysOf(one.to).to];
      const age = values.length - 1 - one.to;
      alarms.push({ accountId, step, metric: metric.name, found: one, from, day, age, falseAlarmsPerYear });
    }
  }
};

/**
 * Those of the alarms of each day or week that are left when the false ones among them are kept to their share. Series
 * that are to be looked at more closely than others weigh more, as much as they do on average (Genovese, Roeder and
 * Wasserman 2006: False discovery control with p-value weighting).
 */
const keptOf = (
  { sensitivities, alarms }: Looked,
  withoutFalseDiscoveries: WithoutFalseDiscoveries,
  { falseDiscoveryRate }: Options,
): ReadonlyArray<Alarm> =>
  (['day', 'week'] as const).flatMap((step) => {
    const tests = sensitivities[step].length;
    const usual = sensitivities[step].reduce((sum, one) => sum + one, 0) / tests;
    const weighed = alarms
      .filter((alarm) => alarm.step === step)
      .map((alarm) => ({ alarm, pValue: (10 ** -alarm.found.score * usual) / alarm.falseAlarmsPerYear }));
    return [...new Set(weighed.map(({ alarm }) => alarm.age))].flatMap((age) =>
      withoutFalseDiscoveries(
        weighed.filter(({ alarm }) => alarm.age === age),
        tests,
        falseDiscoveryRate,
      ).map(({ alarm }) => alarm),
    );
  });

const reportOf = ({ accountId, metric, found, from, day, falseAlarmsPerYear }: Alarm): CommandWithContext => {
  const anomalyId = deterministicId('anomaly', accountId, metric, found.kind, day) as AnomalyId;
  const { kind, value, expected, low, high, score, severity } = found;
  const command: AnomalyCommand = {
    type: 'ReportAnomaly',
    data: {
      ...{ anomalyId, occurredAt: `${day}T23:59:59.999Z` as Timestamp, accountId, metric, kind, from, day },
      ...{ value, expected, low, high, score, severity, falseAlarmsPerYear },
    },
  };
  const context = { correlationId: `detect-anomalies-${day}`, causationId: null, actor: 'detector', source: null };
  return { command, context: { ...context, fact: ['anomaly', anomalyId] } };
};

/**
 * Judges the last days of every account's metrics and of the whole book's, up to and with `last`, and reports what is
 * unusual; what was reported before is not reported again. Rejects where the log does not answer. Answers how many
 * anomalies are new.
 */
export const detectAnomalies =
  ({ watchedSeries, bookSeries, detect, withoutFalseDiscoveries, ...log }: DetectDeps) =>
  async (accountIds: ReadonlyArray<AccountId>, last: CalendarDate, options: Options): Promise<number> => {
    const span = { from: addDays(last, 1 - HISTORY_DAYS), to: addDays(last, 1) };
    const looked: Looked = { sensitivities: { day: [], week: [] }, alarms: [] };
    const names = watchedMetrics.map(({ name }) => name);
    for (const some of chunksOf(accountIds, ACCOUNTS_AT_ONCE)) {
      const series = await watchedSeries({ accountIds: some, metrics: names, ...span });
      await look(watchedIn(series, span), detect, options, looked);
    }
    const book = await bookSeries({ metrics: watchedOfBook.map(({ name }) => name), ...span });
    await look(watchedInBook(book, span), detect, options, looked);
    let reported = 0;
    for (const some of chunksOf(keptOf(looked, withoutFalseDiscoveries, options), ACCOUNTS_AT_ONCE)) {
      const handled = await handleCommands(log)(some.map(reportOf))();
      if (E.isLeft(handled)) throw new Error(`cannot report anomalies: ${handled.left._tag}`);
      reported += handled.right.appended;
    }
    return reported;
  };
