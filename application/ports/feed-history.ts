import type { FeedOfConnection } from './feed-cursors.js';

/** When a feed brought bytes that were not known yet. */
export type FeedHistory = {
  /** The last time; `undefined` while it never did. */
  readonly lastNews: Date | undefined;
  /** Seconds that it was silent before some of its news: the longest such time of each day with news, 28 days back. */
  readonly silences: ReadonlyArray<number>;
};

export const DAYS_OF_SILENCES = 28;

export type FeedHistories = { readonly historyOf: (feed: FeedOfConnection) => Promise<FeedHistory> };
