import type { Feed, Page, PullDeps } from '../feed.js';
import { type AskIntercom, makeAskIntercom } from './ask.js';
import { type Found, type Searched, search, sinceThen } from './search.js';
import { wholeGrain } from './whole-grain.js';

type SearchFeed = Searched & {
  readonly name: string;
  readonly everySeconds: number;
  /** Pages to keep before this one, for what the search leaves out. */
  readonly before?: (ask: AskIntercom, found: Found) => AsyncIterable<Omit<Page, 'cursor'>>;
};

/** Changes show in a search some seconds late, and those of one second one after another. */
const OVERLAP = 120;

const startOf = ({ cursor = '', connection }: PullDeps): number => {
  if (/^\d{1,11}$/.test(cursor)) return Math.max(0, Number(cursor) - OVERLAP);
  const startsOn = Date.parse(connection.settings.startsOn ?? '');
  return Number.isNaN(startsOn) ? 0 : startsOn / 1000;
};

/**
 * Everything that was changed since, oldest change first. Pages are not counted through, since records that change
 * meanwhile move to the end and pull the others forward: each search begins at the last time that was seen, and meets
 * again what it knows of that time. Only where a full page has one time alone is that time read page by page. The
 * cursor is a time in seconds, and never ahead of ours, for else one record with a wrong time would hide what follows.
 */
export const searchFeed = ({ name, everySeconds, before, ...searched }: SearchFeed): Feed => ({
  name,
  everySeconds,
  pull: async function* (deps) {
    const ask = makeAskIntercom(deps.ask, deps.connection);
    const { kind, grain } = searched;
    const grainOf = (seconds: number) => seconds - (seconds % grain);
    let at = grainOf(startOf(deps));
    let reached = at;

    async function* pagesOf(found: Found): AsyncGenerator<Page> {
      if (before !== undefined) for await (const page of before(ask, found)) yield { ...page, cursor: String(reached) };
      const now = Math.floor(deps.now().getTime() / 1000);
      reached = Math.max(reached, Math.min(found.latest ?? 0, now));
      yield { kind, body: found.bytes, cursor: String(reached) };
    }

    for (;;) {
      const found = await search(ask, searched, sinceThen(at));
      if (found.records.length === 0) return;
      const last = grainOf(found.latest ?? at);
      if (found.next === undefined || last > at) yield* pagesOf(found);
      if (found.next === undefined) return;
      if (last > at) {
        at = last;
        continue;
      }
      const isOver = deps.now().getTime() / 1000 >= at + grain;
      for await (const page of wholeGrain(ask, searched, at, isOver)) yield* pagesOf(page);
      at += grain;
    }
  },
});
