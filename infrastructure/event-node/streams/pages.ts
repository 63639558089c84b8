import type { StoredEvent } from '../store/store.js';
import type { Cursor, Place } from './cursors.js';
import type { PagePool } from './page-pool.js';

export type Pages = {
  /** The events that come next; none at the end. */
  readonly next: (limit: number) => ReadonlyArray<StoredEvent>;
  /** The reader takes no more for now: `events` are those after `sent` that it has still to get. */
  readonly putBack: (sent: Place, events: ReadonlyArray<StoredEvent>) => void;
  readonly close: () => void;
};

/** The pages of a cursor. What a reader does not take at once is kept in the pool, and read again if it had to make room. */
export const makePages = (cursor: Cursor, pool: PagePool): Pages => {
  const reader = {};
  let sent: Place | undefined;
  return {
    next: (limit) => {
      const after = sent;
      sent = undefined;
      return pool.take(reader) ?? cursor(limit, after);
    },
    putBack: ({ position, revision }, events) => {
      if (events.length === 0) return;
      sent = { position, revision };
      pool.keep(reader, events);
    },
    close: () => {
      pool.take(reader);
    },
  };
};
