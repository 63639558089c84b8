import type { Knex } from 'knex';
import type { FeedState, FeedStates } from '../../application/ports/feed-states.js';

type Row = {
  readonly source: string;
  readonly connection: string;
  readonly feed: string;
  readonly complete_up_to: Date | null;
  readonly failed_at: Date | null;
  readonly reason: string | null;
  readonly failures: number | null;
  readonly circuit: FeedState['circuit'] | null;
  readonly asks_again_at: Date | null;
  readonly moved_at: Date | null;
};

const stateOf = (row: Row): FeedState => ({
  source: row.source,
  connection: row.connection,
  feed: row.feed,
  completeUpTo: row.complete_up_to ?? undefined,
  lastError: row.failed_at === null ? undefined : { at: row.failed_at, reason: row.reason ?? '' },
  failures: row.failures ?? 0,
  circuit: row.circuit ?? 'closed',
  asksAgainAt: row.asks_again_at ?? undefined,
  cursorMovedAt: row.moved_at ?? undefined,
});

/** Needs `ensureIngestionTables`. */
export const makeFeedStates = (knex: Knex): FeedStates => ({
  note: async ({ source, connection, feed }, { completeUpTo, lastError, failures, circuit, asksAgainAt }) => {
    await knex.raw(
      `insert into ingestion.feed_states as s
         (source, connection, feed, complete_up_to, failed_at, reason, failures, circuit, asks_again_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (source, connection, feed) do update set
         complete_up_to = coalesce(excluded.complete_up_to, s.complete_up_to),
         failed_at = coalesce(excluded.failed_at, s.failed_at), reason = coalesce(excluded.reason, s.reason),
         failures = excluded.failures, circuit = excluded.circuit, asks_again_at = excluded.asks_again_at`,
      [
        source,
        connection,
        feed,
        completeUpTo ?? null,
        lastError?.at ?? null,
        lastError?.reason ?? null,
        failures,
        circuit,
        asksAgainAt ?? null,
      ],
    );
  },
  states: async () => {
    const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<Row> }>(
      `select source, connection, feed, s.complete_up_to, s.failed_at, s.reason, s.failures, s.circuit,
         s.asks_again_at, c.moved_at
       from ingestion.feed_states s full join ingestion.feed_cursors c using (source, connection, feed)
       order by source, connection, feed`,
    );
    return rows.map(stateOf);
  },
});
