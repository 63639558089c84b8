import type { Store, StoredEvent } from '../store/store.js';

/** What persistent subscriptions to `$all` write down about themselves. They would otherwise read it, and write again. */
const HIDDEN = /^(\$\$)?\$persistentsubscription-\$all::/;

type ReadAll = Store['allForwards'];

/** How many events are read at a time where hidden ones stand. */
const STRIDE = 512;

/** Passes over the events that `$all` does not show; a page is short only at the end of the log. */
export const visible =
  (read: ReadAll, after: (event: StoredEvent) => number): ReadAll =>
  (position, limit) => {
    const events: Array<StoredEvent> = [];
    let size = limit;
    for (let from = position; ; size = STRIDE) {
      const page = read(from, size);
      for (const event of page) {
        if (events.length === limit) return events;
        if (!HIDDEN.test(event.streamName)) events.push(event);
      }
      const last = page.at(-1);
      if (last === undefined || page.length < size || events.length === limit) return events;
      from = after(last);
    }
  };
