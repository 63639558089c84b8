import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Timestamp } from '../../domain/primitives.js';
import { nextRun, type PulledObject, type Step } from './back-fill.js';
import type { Place, Rows } from './cursor.js';
import { refused } from './refused.js';
import { jsonIn } from './session.js';
import { changedBetween, fieldLists, inOrder, type Seen, select } from './soql.js';
import { timeOf } from './values.js';

const Page = t.intersection([
  t.type({ records: t.readonlyArray(t.type({ Id: t.string, SystemModstamp: t.string })) }),
  t.partial({ nextRecordsUrl: t.string }),
]);

/** Salesforce forgets where a query was after a while, and when it was asked for too many others. */
const FORGOTTEN = [400, 404];

/**
 * How far a page came. A record that was saved again after the query began shows its new time at its old place, and says
 * nothing about the ones before and after it.
 */
const seenIn = (records: t.TypeOf<typeof Page>['records'], until: Timestamp): Seen | undefined =>
  records
    .flatMap(({ Id: id, SystemModstamp }) => {
      const at = timeOf(SystemModstamp);
      return at === undefined || at > until ? [] : [{ at, id }];
    })
    .at(-1);

async function* rowsOfList(
  { session, object }: PulledObject,
  fields: ReadonlyArray<string>,
  begin: Seen,
  until: Timestamp,
): AsyncGenerator<{ readonly body: Buffer | undefined; readonly seen: Seen | undefined }> {
  let seen = begin;
  let next: string | undefined;
  for (;;) {
    const soql = inOrder(select(object, fields, changedBetween(seen, until)));
    const asked = next ?? `${session.api}/queryAll?q=${encodeURIComponent(soql)}`;
    const answer = await session.get(asked, next === undefined ? [] : FORGOTTEN);
    if (FORGOTTEN.includes(answer.status)) {
      next = undefined;
      continue;
    }
    const decoded = Page.decode(jsonIn(answer));
    if (E.isLeft(decoded)) throw refused(answer.status, `a page of ${object} has no records with ids and times`);
    const { records, nextRecordsUrl } = decoded.right;
    next = nextRecordsUrl;
    seen = seenIn(records, until) ?? seen;
    yield { body: records.length === 0 ? undefined : answer.body, seen: next === undefined ? undefined : seen };
    if (next === undefined) return;
  }
}

/**
 * Reads what changed, in the order of time and id, following the pages of one query. Cut short, a later run asks for
 * what comes after the last record that was kept, which depends on nothing that Salesforce may have forgotten.
 */
export async function* changedRows(pulled: PulledObject, place: Rows, upTo: Timestamp): AsyncGenerator<Step> {
  const { from, until = upTo } = place;
  if (until < from) return;
  const lists = fieldLists(pulled.fields);
  for (let list = place.list; list < lists.length; list++) {
    const begin = (list === place.list ? place.seen : undefined) ?? { at: from, id: '' };
    for await (const { body, seen } of rowsOfList(pulled, lists[list] ?? [], begin, until)) {
      const within: Place = {
        phase: 'rows',
        from,
        until,
        list: seen === undefined ? list + 1 : list,
        ...(seen && { seen }),
      };
      const isLast = seen === undefined && list === lists.length - 1;
      yield { kind: 'records', body, place: isLast ? nextRun(until) : within };
    }
  }
}
