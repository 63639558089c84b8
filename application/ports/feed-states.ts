import type { FeedOfConnection } from './feed-cursors.js';

/** How a feed did when it last ran, as whoever pulls it noted. */
export type NotedRun = {
  /** When the last run began that got all there was. */
  readonly completeUpTo: Date | undefined;
  readonly lastError: { readonly at: Date; readonly reason: string } | undefined;
  /** Failed runs in a row. */
  readonly failures: number;
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Nothing is asked before, since the vendor's limit is used up or it failed again and again. */
  readonly asksAgainAt: Date | undefined;
};

export type FeedState = FeedOfConnection &
  NotedRun & {
    /** When its cursor last moved; `undefined` before its first page. */
    readonly cursorMovedAt: Date | undefined;
  };

export type FeedStates = {
  readonly note: (feed: FeedOfConnection, run: NotedRun) => Promise<void>;
  /** Of every feed that was pulled, by source, connection and feed. */
  readonly states: () => Promise<ReadonlyArray<FeedState>>;
};
