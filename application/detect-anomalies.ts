import * as E from 'fp-ts/lib/Either.js';
import type { AnomalyCommand } from '../domain/anomaly/commands.js';
import type { AccountId, AnomalyId } from '../domain/ids.js';
import { addDays, type CalendarDate, type Timestamp } from '../domain/primitives.js';
import { chunksOf } from './chunks-of.js';
import { deterministicId } from './deterministic-id.js';
import { type CommandWithContext, handleCommands } from './handle-commands.js';
import type { DetectAnomalies, DetectionOptions, FoundAnomaly } from './ports/anomaly-detection.js';
import type { EventStore } from './ports/event-store.js';
import type { WatchedSeries } from './ports/watched-series.js';
import { type Watched, watchedIn, watchedMetrics } from './watched.js';

export type DetectDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly watchedSeries: WatchedSeries;
  readonly detect: DetectAnomalies;
};

/** A year teaches what is usual, and a month more how a year begins. */
const HISTORY_DAYS = 400;
const ACCOUNTS_AT_ONCE = 500;

const reportOf = (
  { accountId, metric: { name }, daysOf }: Watched,
  found: FoundAnomaly,
  { falseAlarmsPerYear }: DetectionOptions,
): CommandWithContext => {
  const { to: day } = daysOf(found.to);
  const anomalyId = deterministicId('anomaly', accountId, name, found.kind, day) as AnomalyId;
  const { kind, value, expected, low, high, score, severity } = found;
  const command: AnomalyCommand = {
    type: 'ReportAnomaly',
    data: {
      ...{ anomalyId, occurredAt: `${day}T23:59:59.999Z` as Timestamp, accountId, metric: name, kind },
      ...{ from: daysOf(found.from).from, day, value, expected, low, high, score, severity, falseAlarmsPerYear },
    },
  };
  const context = { correlationId: `detect-anomalies-${day}`, causationId: null, actor: 'detector', source: null };
  return { command, context: { ...context, fact: ['anomaly', anomalyId] } };
};

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
      const names = watchedMetrics.map(({ name }) => name);
      const watched = watchedIn(await watchedSeries({ accountIds: some, metrics: names, ...span }), span);
      const series = watched.map(({ values, step, metric: { counts } }) => ({ values, step, counts }));
      const found = await detect(series, options);
      const reports = watched.flatMap((each, i) => (found[i] ?? []).map((one) => reportOf(each, one, options)));
      const handled = await handleCommands(log)(reports)();
      if (E.isLeft(handled)) throw new Error(`cannot report anomalies: ${handled.left._tag}`);
      reported += handled.right.appended;
    }
    return reported;
  };
