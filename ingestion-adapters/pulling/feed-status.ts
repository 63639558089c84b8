import type { FeedOfConnection } from '../../application/ports/feed-cursors.js';
import type { FeedHistory } from '../../application/ports/feed-history.js';
import type { CircuitState } from './circuit-breaker.js';
import { usualSilence } from './usual-silence.js';
import type { Failure } from './why-failed.js';

/** What is wrong with a feed, where something is. */
export type FeedAlert =
  | { readonly _tag: 'FeedFails'; readonly reason: string; readonly failures: number }
  /** Runs neither end nor bring pages. */
  | { readonly _tag: 'FeedStands'; readonly seconds: number }
  | { readonly _tag: 'FeedSilent'; readonly seconds: number; readonly usualSeconds: number };

/** What happened to a feed since this process pulls it. */
export type FeedRecord = {
  readonly of: FeedOfConnection;
  readonly everySeconds: number;
  readonly startedAt: Date;
  readonly running: boolean;
  /** When the last complete run began: all that the vendor had then is kept. */
  readonly completeUpTo: Date | undefined;
  /** When a run last ended well or brought a page. */
  readonly progressAt: Date;
  readonly lastFailure: (Failure & { readonly at: Date }) | undefined;
  /** Failed runs in a row. */
  readonly failures: number;
  readonly pages: number;
  readonly bytes: number;
  readonly history: FeedHistory;
};

export type FeedStatus = FeedOfConnection & {
  readonly running: boolean;
  readonly lastSuccess: Date | undefined;
  readonly lastError: { readonly at: Date; readonly reason: string } | undefined;
  /** Of this process. */
  readonly pages: number;
  readonly bytes: number;
  /** Since all that the vendor had was kept, or since this process began. */
  readonly lagSeconds: number;
  /** Between the last news and the last run that could have found some; `undefined` where there is neither. */
  readonly silentSeconds: number | undefined;
  readonly alert: FeedAlert | undefined;
  readonly circuit: CircuitState;
};

const FAILURES_THAT_MATTER = 3;
const SHORTEST_STANDSTILL_SECONDS = 600;

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

const silentSeconds = ({ completeUpTo, history }: FeedRecord): number | undefined =>
  completeUpTo === undefined || history.lastNews === undefined
    ? undefined
    : Math.max(0, secondsBetween(history.lastNews, completeUpTo));

const alertOf = (record: FeedRecord, now: Date): FeedAlert | undefined => {
  const { lastFailure, failures, everySeconds, progressAt, history } = record;
  if (lastFailure !== undefined && failures > 0 && (lastFailure.refused || failures >= FAILURES_THAT_MATTER)) {
    return { _tag: 'FeedFails', reason: lastFailure.reason, failures };
  }
  const standing = secondsBetween(progressAt, now);
  if (standing > Math.max(SHORTEST_STANDSTILL_SECONDS, 3 * everySeconds)) {
    return { _tag: 'FeedStands', seconds: standing };
  }
  const [silent, usual] = [silentSeconds(record), usualSilence(history.silences)];
  if (silent === undefined || usual === undefined) return undefined;
  const usualSeconds = Math.max(usual, 3 * everySeconds);
  return silent > usualSeconds ? { _tag: 'FeedSilent', seconds: silent, usualSeconds } : undefined;
};

export const feedStatusOf = (record: FeedRecord, circuit: CircuitState, now: Date): FeedStatus => ({
  ...record.of,
  running: record.running,
  lastSuccess: record.completeUpTo,
  lastError: record.lastFailure && { at: record.lastFailure.at, reason: record.lastFailure.reason },
  pages: record.pages,
  bytes: record.bytes,
  lagSeconds: secondsBetween(record.completeUpTo ?? record.startedAt, now),
  silentSeconds: silentSeconds(record),
  alert: alertOf(record, now),
  circuit,
});
