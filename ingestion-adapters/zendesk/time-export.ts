import * as t from 'io-ts';
import type { Page, PullDeps, VendorRefused } from '../feed.js';
import { optional } from '../vendor-codecs.js';
import { getPageOf, refused } from './api.js';
import { pullList } from './list.js';
import { firstStart, latestStart } from './window.js';

/** What is exported by time alone. */
export type TimeExport = {
  /** What its rows stand under. */
  readonly key: string;
  readonly kind: string;
  /** Where all of it can be listed, if anywhere. */
  readonly listedAt?: string;
  /** Rows may still change without getting another time: so many seconds are read again by each run. */
  readonly againSeconds?: number;
};

const LARGEST_PAGE = 1000;

const pageCodec = t.intersection([
  t.UnknownRecord,
  t.type({ end_time: optional(t.number), end_of_stream: optional(t.boolean) }),
]);

const crowded = (key: string, second: number): VendorRefused => {
  const at = new Date(second * 1000).toISOString();
  return refused(200, `More ${key} than fit a page changed at ${at}: the export cannot be read past that second.`);
};

/** `1767225600`, or within a list `1767225601 after`. */
const placeIn = (cursor: string): { readonly start: number; readonly after: string | undefined } => {
  const [start = '', after] = cursor.split(' ');
  return { start: Number(start), after };
};

/**
 * An incremental export by time. Every page begins with the second that the last one ended with, so rows come again. Of a
 * second with more rows than a page, the export shows the same page for ever: then everything is listed instead, and it
 * goes on with the next second; where nothing lists it, it rejects with `VendorRefused` and stays there.
 */
export const pullByTime = ({ key, kind, listedAt, againSeconds = 0 }: TimeExport) =>
  async function* pull({ ask, connection, cursor, now }: PullDeps): AsyncGenerator<Page> {
    const getPage = getPageOf({ ask, connection });
    const first = firstStart({ connection, now });
    const held = placeIn(cursor ?? `${first}`);
    let start = Math.max(held.start - againSeconds, Math.min(first, held.start));
    if (held.after !== undefined && listedAt !== undefined) {
      yield* pullList(getPage, {
        key,
        path: listedAt,
        kind: `${kind}-list`,
        after: held.after,
        within: start,
        next: start,
      });
    }
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
      if (listedAt === undefined) throw crowded(key, start);
      start += 1;
      yield* pullList(getPage, {
        key,
        path: listedAt,
        kind: `${kind}-list`,
        after: undefined,
        within: start,
        next: start,
      });
    }
  };
