import type { Store, StoredEvent } from '../store/store.js';

/** What persistent subscriptions to `$all` write down about themselves. They would otherwise read it, and write again. */
const HIDDEN = /^(\$\$)?\$persistentsubscription-\$all::/;

type ReadAll = Store['allForwards'];

/** Passes over the events that `$all` does not show; a page is short only at the end of the log. */
export const visible =
  (read: ReadAll, after: (event: StoredEvent) => number): ReadAll =>
  (position, limit) => {
    const events: Array<StoredEvent> = [];
    for (let from = position; events.length < limit; ) {
      const wanted = limit - events.length;
      const page = read(from, wanted);
      events.push(...page.filter(({ streamName }) => !HIDDEN.test(streamName)));
      const last = page.at(-1);
      if (last === undefined || page.length < wanted) break;
      from = after(last);
    }
    return events;
  };
