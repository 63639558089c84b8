import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Page, PullDeps } from '../feed.js';
import { optional } from '../vendor-codecs.js';
import { getPageOf } from './api.js';
import { Second } from './codecs.js';
import { pullList } from './list.js';
import { firstStart, latestStart } from './window.js';

/** What is exported by time alone. */
export type TimeExport = {
  /** What its rows stand under. */
  readonly key: string;
  readonly kind: string;
  /** Where all of it can be listed by cursor, in the order of ids; or from a time on, in the order of that time. */
  readonly listed: { readonly path: string; readonly by: 'id' | 'time' };
  /** Rows may still change without getting another time: so many seconds are read again by each run. */
  readonly againSeconds?: number;
};

const LARGEST_PAGE = 1000;

const pageCodec = t.intersection([
  t.UnknownRecord,
  t.type({ end_time: optional(t.number), end_of_stream: optional(t.boolean) }),
]);

const Timed = t.type({ time: Second });

/** Whether the last row is of a later second. */
const isAfter = (second: number) => (rows: ReadonlyArray<unknown>) => {
  const last = Timed.decode(rows.at(-1));
  return E.isRight(last) && Date.parse(last.right.time) > second * 1_000;
};

/** `1767225600`, or within a list `1767225601 after`. */
const placeIn = (cursor: string): { readonly start: number; readonly after: string | undefined } => {
  const [start = '', after] = cursor.split(' ');
  return { start: Number(start), after };
};

/**
 * An incremental export by time. Every page begins with the second that the last one ended with, so rows come again. Of a
 * second with more rows than a page, the export shows the same page for ever: then everything is listed instead, or everything of
 * that second, and it goes on with the next one.
 */
export const pullByTime = ({ key, kind, listed: { path, by }, againSeconds = 0 }: TimeExport) =>
  async function* pull(deps: PullDeps): AsyncGenerator<Page> {
    const { connection, cursor, now } = deps;
    const getPage = getPageOf(deps);
    const first = firstStart({ connection, now });
    const held = placeIn(cursor ?? `${first}`);
    const listOf = (crowded: number, after: string | undefined): AsyncGenerator<Page> =>
      pullList(getPage, {
        key,
        path,
        kind: `${kind}-list`,
        after,
        within: crowded + 1,
        next: crowded + 1,
        ...(by === 'id' ? {} : { query: { start_time: `${crowded}` }, isPast: isAfter(crowded) }),
      });
    let start = held.start;
    if (held.after === undefined) start = Math.max(start - againSeconds, Math.min(first, start));
    else yield* listOf(start - 1, held.after);
    while (start <= latestStart(now())) {
      const query = { start_time: `${start}`, per_page: `${LARGEST_PAGE}` };
      const { json, body } = await getPage(pageCodec, `incremental/${key}.json`, query);
      const rows = json[key];
      const count = Array.isArray(rows) ? rows.length : 0;
      const next = Math.max(start, json.end_time ?? start);
      if (count > 0) yield { kind, body, cursor: `${next}` };
      if (json.end_of_stream ?? count < LARGEST_PAGE) return;
      if (next > start) {
        start = next;
        continue;
      }
      yield* listOf(start, undefined);
      start += 1;
    }
  };
