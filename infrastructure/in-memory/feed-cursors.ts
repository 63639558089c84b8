import type { FeedCursors, FeedOfConnection } from '../../application/ports/feed-cursors.js';
import { DAYS_OF_SILENCES, type FeedHistories, type FeedHistory } from '../../application/ports/feed-history.js';
import type { Receipts } from '../../application/ports/receipts.js';

const DAY_MS = 86_400_000;
const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

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
export const makeInMemoryFeedCursors = (receipts: Pick<Receipts, 'keep'>): FeedCursors & FeedHistories => {
  const cursors = new Map<string, string>();
  const news = new Map<string, News>();
  return {
    find: async (feed) => cursors.get(keyOf(feed)),
    advance: async ({ from, to, ...feed }, page) => {
      const key = keyOf(feed);
      if (cursors.get(key) !== from) return 'lost';
      cursors.set(key, to);
      if (page !== undefined && (await receipts.keep(page)) === 'new') {
        news.set(key, withNews(news.get(key), page.receivedAt));
      }
      return 'advanced';
    },
    historyOf: async (feed): Promise<FeedHistory> => {
      const { last, silences } = news.get(keyOf(feed)) ?? { last: undefined, silences: new Map<number, number>() };
      return { lastNews: last, silences: [...silences].toSorted(([a], [b]) => a - b).map(([, seconds]) => seconds) };
    },
  };
};
