import type { FeedCursors, FeedOfConnection } from '../../application/ports/feed-cursors.js';
import { DAYS_OF_SILENCES, type FeedHistories, type FeedHistory } from '../../application/ports/feed-history.js';
import type { FeedState, FeedStates } from '../../application/ports/feed-states.js';
import type { Receipts } from '../../application/ports/receipts.js';

const DAY_MS = 86_400_000;
const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

const NEVER_RUN = {
  completeUpTo: undefined,
  lastError: undefined,
  failures: 0,
  circuit: 'closed',
  asksAgainAt: undefined,
  cursorMovedAt: undefined,
} as const;

const keyOf = ({ source, connection, feed }: FeedOfConnection): string => JSON.stringify([source, connection, feed]);

type News = { readonly last: Date; readonly silences: ReadonlyMap<number, number> };

const withNews = (news: News | undefined, at: Date): News => {
  if (news === undefined) return { last: at, silences: new Map() };
  if (at <= news.last) return news;
  const day = dayOf(at);
  const recent = [...news.silences].filter(([other]) => other > day - DAYS_OF_SILENCES);
  const silence = Math.max(news.silences.get(day) ?? 0, (at.getTime() - news.last.getTime()) / 1000);
  return { last: at, silences: new Map([...recent, [day, silence]]) };
};

/** Keeps pages in the receipts that it is given. */
export const makeInMemoryFeedCursors = (
  receipts: Pick<Receipts, 'keep'>,
  now: () => Date = () => new Date(),
): FeedCursors & FeedHistories & FeedStates => {
  const cursors = new Map<string, string>();
  const states = new Map<string, FeedState>();

  const change = (feed: FeedOfConnection, changes: Partial<FeedState>): void => {
    const key = keyOf(feed);
    const held = states.get(key) ?? { ...NEVER_RUN, ...feed };
    states.set(key, { ...held, ...changes });
  };

  const news = new Map<string, News>();
  return {
    find: async (feed) => cursors.get(keyOf(feed)),
    advance: async ({ from, to, ...feed }, page) => {
      const key = keyOf(feed);
      if (cursors.get(key) !== from) return 'lost';
      cursors.set(key, to);
      change(feed, { cursorMovedAt: now() });
      if (page !== undefined && (await receipts.keep(page)) === 'new') {
        news.set(key, withNews(news.get(key), page.receivedAt));
      }
      return 'advanced';
    },
    note: async (feed, run) => {
      const { completeUpTo, lastError } = states.get(keyOf(feed)) ?? NEVER_RUN;
      change(feed, {
        ...run,
        completeUpTo: run.completeUpTo ?? completeUpTo,
        lastError: run.lastError ?? lastError,
      });
    },
    states: async () => [...states].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, state]) => state),
    historyOf: async (feed): Promise<FeedHistory> => {
      const { last, silences } = news.get(keyOf(feed)) ?? { last: undefined, silences: new Map<number, number>() };
      return { lastNews: last, silences: [...silences].toSorted(([a], [b]) => a - b).map(([, seconds]) => seconds) };
    },
  };
};
