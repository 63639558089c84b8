import type { Store, StoredEvent } from '../store/store.js';
import { boundedCache } from './bounded-cache.js';

type ReadAll = Store['allForwards'];

export type SharedPages = { readonly read: ReadAll; readonly forget: () => void };

const PAGES = 16;
const MOST_BYTES = 1024 * 1024;

/** Many subscriptions stand at one place in the log: what one of them reads there is read once, until it is forgotten. */
export const makeSharedPages = (read: ReadAll): SharedPages => {
  const pages = boundedCache<string, ReadonlyArray<StoredEvent>>(PAGES);
  return {
    read: (position, limit) => {
      const key = `${position} ${limit}`;
      const known = pages.get(key);
      if (known !== undefined) return known;
      const page = read(position, limit);
      if (page.reduce((sum, { record }) => sum + record.length, 0) <= MOST_BYTES) pages.set(key, page);
      return page;
    },
    forget: pages.clear,
  };
};
