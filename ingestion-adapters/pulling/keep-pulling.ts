import type { FeedCursors } from '../../application/ports/feed-cursors.js';
import type { FeedHistories } from '../../application/ports/feed-history.js';
import type { FeedStates } from '../../application/ports/feed-states.js';
import type { Feed } from '../feed.js';
import type { HeldConnection } from '../held-connection.js';
import type { VendorLine } from './ask-vendor.js';
import { type FeedRecord, type FeedStatus, feedStatusOf } from './feed-status.js';
import type { PullingReport } from './pulling-report.js';
import { runFeed } from './run-feed.js';
import type { PullingTime } from './time.js';

export type KeepPullingDeps = {
  readonly cursors: FeedCursors & FeedHistories & FeedStates;
  readonly time: PullingTime;
  readonly report: (report: PullingReport) => void;
  /** Called when a receipt may be there to be processed. */
  readonly wake: () => void;
};

export type PulledFeed = {
  readonly status: () => FeedStatus;
  /** Reports an alert that began or ended since the last time. */
  readonly noticeAlert: () => void;
  /** Resolves once the signal has aborted and nothing is under way. Never rejects. */
  readonly ended: Promise<void>;
};

const FIRST_RETRY_SECONDS = 30;
const LONGEST_RETRY_SECONDS = 900;

/** Not all in step: nine tenths to eleven tenths of the interval, and after failures half to all of a time that doubles. */
const pauseSeconds = ({ everySeconds }: Feed, failures: number, random: () => number): number => {
  if (failures === 0) return everySeconds * (0.9 + 0.2 * random());
  const first = Math.min(everySeconds, FIRST_RETRY_SECONDS);
  const ceiling = Math.min(first * 2 ** (failures - 1), Math.max(everySeconds, LONGEST_RETRY_SECONDS));
  return ceiling / 2 + (random() * ceiling) / 2;
};

/** Runs a feed at once and then again and again, until the signal aborts. A failure is reported and tried again, ever more slowly. */
export const keepPulling = (
  { cursors, time, report, wake }: KeepPullingDeps,
  held: HeldConnection,
  feed: Feed,
  line: VendorLine,
  signal: AbortSignal,
): PulledFeed => {
  const { source, name } = held.current();
  const of = { source, connection: name, feed: feed.name };
  let record: FeedRecord = {
    of,
    everySeconds: feed.everySeconds,
    startedAt: time.now(),
    running: false,
    completeUpTo: undefined,
    progressAt: time.now(),
    lastFailure: undefined,
    failures: 0,
    pages: 0,
    bytes: 0,
    history: { lastNews: undefined, silences: [] },
  };
  const change = (changes: Partial<FeedRecord>): void => {
    record = { ...record, ...changes };
  };
  const status = () => feedStatusOf(record, line.circuit(), time.now());

  let alerted: string | undefined;
  const noticeAlert = (): void => {
    const { alert } = status();
    if (alert?._tag === alerted) return;
    alerted = alert?._tag;
    report(alert === undefined ? { _tag: 'AlertEnded', ...of } : { _tag: 'AlertRaised', alert, ...of });
  };

  /** For others to see; what is not noted now is noted after the next run. */
  const note = (): Promise<void> => {
    const { completeUpTo, lastFailure, failures } = record;
    const lastError = lastFailure && { at: lastFailure.at, reason: lastFailure.reason };
    const asked = { circuit: line.circuit().state, asksAgainAt: line.asksAgainAt() };
    return cursors.note(of, { completeUpTo, lastError, failures, ...asked }).catch(() => undefined);
  };

  /** Milliseconds to the next run; `undefined` where there is none. */
  const runOnce = async (): Promise<number | undefined> => {
    const [begun, before] = [time.now(), record.pages];
    const onPage = ({ bytes }: { readonly bytes: number }): void => {
      change({ pages: record.pages + 1, bytes: record.bytes + bytes, progressAt: time.now() });
      if (bytes > 0) wake();
    };
    change({ running: true });
    const run = await runFeed({ cursors, ask: line.ask(signal), now: time.now, onPage, signal }, held, feed);
    const now = time.now();
    change({ running: false });
    const spent = now.getTime() - begun.getTime();
    const pauseMs = (): number => pauseSeconds(feed, record.failures, time.random) * 1000;
    switch (run._tag) {
      case 'Stopped':
        return undefined;
      case 'Failed':
        change({ failures: record.failures + 1, lastFailure: { reason: run.reason, refused: run.refused, at: now } });
        break;
      case 'Lost':
        change({ failures: 0, progressAt: now });
        report({ _tag: 'FeedLost', ...of });
        break;
      case 'Completed': {
        const history = await cursors.historyOf(of).catch(() => record.history);
        change({ failures: 0, completeUpTo: begun, progressAt: now, history });
        report({ _tag: 'FeedPulled', pages: record.pages - before, seconds: spent / 1000, ...of });
      }
    }
    noticeAlert();
    await note();
    if (run._tag !== 'Failed') return Math.max(0, pauseMs() - spent);
    const pause = pauseMs();
    report({ _tag: 'FeedFailed', reason: run.reason, retryInSeconds: Math.round(pause / 1000), ...of });
    return pause;
  };

  const forever = async (): Promise<void> => {
    for (let pause = await runOnce(); pause !== undefined && !signal.aborted; pause = await runOnce()) {
      await time.sleep(Math.round(pause), signal).catch(() => undefined);
      if (signal.aborted) return;
    }
  };

  return { status, noticeAlert, ended: forever() };
};
