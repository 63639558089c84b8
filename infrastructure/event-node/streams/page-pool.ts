import type { StoredEvent } from '../store/store.js';

/** Keeps what readers have still to get of pages that were read, as far as there is room. */
export type PagePool = {
  readonly keep: (reader: object, events: ReadonlyArray<StoredEvent>) => void;
  /** What was kept for the reader, if it still is; it is kept no longer. */
  readonly take: (reader: object) => ReadonlyArray<StoredEvent> | undefined;
};

/** What was kept longest ago makes room first, so readers that stand still cost nothing. */
export const makePagePool = (bytes: number): PagePool => {
  const pages = new Map<object, { readonly events: ReadonlyArray<StoredEvent>; readonly size: number }>();
  let free = bytes;

  const remove = (reader: object): ReadonlyArray<StoredEvent> | undefined => {
    const page = pages.get(reader);
    if (page === undefined) return undefined;
    pages.delete(reader);
    free += page.size;
    return page.events;
  };

  return {
    keep: (reader, events) => {
      const size = events.reduce((sum, { record }) => sum + record.length, 0);
      pages.set(reader, { events, size });
      free -= size;
      for (const oldest of pages.keys()) {
        if (free >= 0) return;
        remove(oldest);
      }
    },
    take: remove,
  };
};
