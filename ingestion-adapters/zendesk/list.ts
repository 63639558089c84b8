import * as t from 'io-ts';
import type { Page } from '../feed.js';
import { optional } from '../vendor-codecs.js';
import type { GetPage } from './api.js';
import { noWayOn } from './refused.js';

type List = {
  readonly path: string;
  readonly key: string;
  readonly kind: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Where in the list to go on; its beginning when absent. */
  readonly after: string | undefined;
  /** What cursors within the list begin with, and the one after its end. */
  readonly within: number;
  readonly next: number;
  /** Whether the rows of a page lie behind what was looked for; then it is left where it is. */
  readonly isPast?: (rows: ReadonlyArray<unknown>) => boolean;
};

const listCodec = t.intersection([
  t.UnknownRecord,
  t.type({ meta: t.type({ has_more: t.boolean, after_cursor: optional(t.string) }) }),
]);

/** A list from a place in it to its end, or to what is past. Its order is by id, so what changes meanwhile does not move. Rejects as `GetPage` does. */
export async function* pullList(
  getPage: GetPage,
  { path, key, kind, query = {}, after, within, next, isPast = () => false }: List,
): AsyncGenerator<Page> {
  for (let at = after; ; ) {
    const { json, body } = await getPage(listCodec, path, {
      ...query,
      'page[size]': '100',
      ...(at === undefined ? {} : { 'page[after]': at }),
    });
    const { has_more, after_cursor } = json.meta;
    if (has_more && (after_cursor === undefined || after_cursor === at)) throw noWayOn(path);
    const rows: unknown = json[key];
    const listed: ReadonlyArray<unknown> = Array.isArray(rows) ? rows : [];
    const goesOn = has_more && !isPast(listed);
    yield {
      kind,
      body: listed.length > 0 ? body : undefined,
      cursor: goesOn ? `${within} ${after_cursor}` : `${next}`,
    };
    if (!goesOn) return;
    at = after_cursor;
  }
}
