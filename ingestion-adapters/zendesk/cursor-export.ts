import * as t from 'io-ts';
import type { Page, PullDeps } from '../feed.js';
import { optional } from '../vendor-codecs.js';
import { getPageOf } from './api.js';
import { PULLED_TICKETS } from './exports.js';
import { noWayOn } from './refused.js';
import { firstStart } from './window.js';

const CursorPage = t.type(
  { tickets: t.readonlyArray(t.unknown), after_cursor: optional(t.string), end_of_stream: t.boolean },
  'CursorPage',
);

const PATH = 'incremental/tickets/cursor.json';

/**
 * The incremental export of tickets, deleted ones included: by time once, then by cursor. It ends where Zendesk says that
 * it does. Rejects with `VendorRefused` where it says that there is more but not where.
 */
export async function* pullTickets(deps: PullDeps): AsyncGenerator<Page> {
  const { connection, cursor, now } = deps;
  const getPage = getPageOf(deps);
  for (let at = cursor; ; ) {
    const from = at === undefined ? { start_time: `${firstStart({ connection, now })}` } : { cursor: at };
    const { json, body } = await getPage(CursorPage, PATH, from);
    const next = json.after_cursor ?? at;
    if (next !== undefined && (json.tickets.length > 0 || next !== at)) {
      yield { kind: PULLED_TICKETS, body: json.tickets.length > 0 ? body : undefined, cursor: next };
    }
    if (json.end_of_stream) return;
    if (next === undefined || next === at) {
      throw noWayOn(PATH);
    }
    at = next;
  }
}
