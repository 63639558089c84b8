import type { Knex } from 'knex';
import type { Advance, FeedCursors, FeedOfConnection } from '../../application/ports/feed-cursors.js';
import { DAYS_OF_SILENCES, type FeedHistories } from '../../application/ports/feed-history.js';
import type { FeedStates } from '../../application/ports/feed-states.js';
import { makeFeedStates } from './feed-states.js';
import { makeKeepReceipts } from './keep-receipts.js';

const keyOf = ({ source, connection, feed }: FeedOfConnection) => [source, connection, feed];

/** Whether the cursor stood where the caller left it; then its row stays locked to the end of the transaction. */
const move = async (trx: Knex, advance: Advance): Promise<boolean> => {
  const { rows } =
    advance.from === undefined
      ? await trx.raw(
          `insert into ingestion.feed_cursors (source, connection, feed, cursor, moved_at) values (?, ?, ?, ?, now())
           on conflict do nothing returning feed`,
          [...keyOf(advance), advance.to],
        )
      : await trx.raw(
          `update ingestion.feed_cursors set cursor = ?, moved_at = now()
           where source = ? and connection = ? and feed = ? and cursor = ? returning feed`,
          [advance.to, ...keyOf(advance), advance.from],
        );
  return rows.length > 0;
};

const noteNews = async (trx: Knex, feed: FeedOfConnection, at: Date): Promise<void> => {
  const key = keyOf(feed);
  await trx.raw(
    `insert into ingestion.feed_silences as s (source, connection, feed, day, seconds)
     select source, connection, feed, ?::date, extract(epoch from ?::timestamptz - last_news)
     from ingestion.feed_cursors where source = ? and connection = ? and feed = ? and last_news < ?
     on conflict (source, connection, feed, day) do update set seconds = greatest(s.seconds, excluded.seconds)`,
    [at.toISOString().slice(0, 10), at, ...key, at],
  );
  await trx.raw(
    `delete from ingestion.feed_silences where source = ? and connection = ? and feed = ? and day <= ?::date - ?::int`,
    [...key, at.toISOString().slice(0, 10), DAYS_OF_SILENCES],
  );
  await trx.raw(
    `update ingestion.feed_cursors set last_news = greatest(last_news, ?)
     where source = ? and connection = ? and feed = ?`,
    [at, ...key],
  );
};

/** Needs `ensureIngestionTables`. Pages are kept as receipts are, sealed with the same `key`. */
export const makeFeedCursors = (knex: Knex, key: Buffer): FeedCursors & FeedHistories & FeedStates => {
  const keepAll = makeKeepReceipts(key);
  return {
    ...makeFeedStates(knex),
    find: async (feed) => {
      const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<{ readonly cursor: string }> }>(
        'select cursor from ingestion.feed_cursors where source = ? and connection = ? and feed = ?',
        keyOf(feed),
      );
      return rows[0]?.cursor;
    },
    advance: (advance, page) =>
      knex.transaction(async (trx) => {
        if (!(await move(trx, advance))) return 'lost';
        if (page !== undefined) {
          const [kept] = await keepAll(trx, [page]);
          if (kept === 'new') await noteNews(trx, advance, page.receivedAt);
        }
        return 'advanced';
      }),
    historyOf: async (feed) => {
      const { rows } = await knex.raw<{
        readonly rows: ReadonlyArray<{ readonly last_news: Date | null; readonly silences: ReadonlyArray<number> }>;
      }>(
        `select last_news, array(
           select seconds from ingestion.feed_silences s
           where (s.source, s.connection, s.feed) = (c.source, c.connection, c.feed) order by day
         ) as silences
         from ingestion.feed_cursors c where source = ? and connection = ? and feed = ?`,
        keyOf(feed),
      );
      return { lastNews: rows[0]?.last_news ?? undefined, silences: rows[0]?.silences ?? [] };
    },
  };
};
