import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { PullDeps } from '../feed.js';
import { behind } from './behind.js';
import { changedRows } from './changed-rows.js';
import { describedFields } from './describe.js';
import { isObject, type SalesforceObject } from './field-map.js';
import { refused } from './refused.js';
import type { OfObject, OfRecords, Reread } from './rereads.js';
import { jsonIn, makeSession, type Session } from './session.js';
import { fieldLists, named } from './soql.js';
import { gapKindOf } from './translate.js';

/** A page of what is read again, and what is left then. */
export type RereadStep = {
  readonly kind: string;
  readonly body: Buffer | undefined;
  readonly left: ReadonlyArray<Reread>;
};

const Page = t.intersection([t.type({ records: t.readonlyArray(t.unknown) }), t.partial({ nextRecordsUrl: t.string })]);

/** What an address has room for beside the fields. */
const IDS_A_QUERY = 150;

async function* pagesOf(session: Session, soql: string): AsyncGenerator<Buffer> {
  for (let next: string | undefined = `${session.api}/queryAll?q=${encodeURIComponent(soql)}`; next !== undefined; ) {
    const answer = await session.get(next);
    const decoded = Page.decode(jsonIn(answer));
    if (E.isLeft(decoded)) throw refused(answer.status, 'a page of records has none');
    if (decoded.right.records.length > 0) yield answer.body;
    next = decoded.right.nextRecordsUrl;
  }
}

/** A record that is gone for good is in no answer: its deletion is told by an event of its own. */
async function* ofRecords(
  session: Session,
  object: SalesforceObject,
  fields: ReadonlyArray<string>,
  reread: OfRecords,
  others: ReadonlyArray<Reread>,
): AsyncGenerator<RereadStep> {
  const kind = gapKindOf(reread.asOf);
  for (let ids = reread.ids; ids.length > 0; ) {
    for (const list of fieldLists(fields)) {
      for await (const body of pagesOf(session, named(object, list, ids.slice(0, IDS_A_QUERY))))
        yield { kind, body, left: [{ ...reread, ids }, ...others] };
    }
    ids = ids.slice(IDS_A_QUERY);
    yield { kind, body: undefined, left: ids.length === 0 ? others : [{ ...reread, ids }, ...others] };
  }
}

async function* ofObject(
  session: Session,
  object: SalesforceObject,
  fields: ReadonlyArray<string>,
  reread: OfObject,
  others: ReadonlyArray<Reread>,
  { connection, now }: PullDeps,
): AsyncGenerator<RereadStep> {
  const pulled = { session, object, fields, startsOn: connection.settings.startsOn };
  for await (const { kind, body, place } of changedRows(pulled, reread.rows, behind(now()))) {
    if (place.phase === 'rows') yield { kind, body, left: [{ ...reread, rows: place }, ...others] };
  }
  yield { kind: 'records', body: undefined, left: others };
}

/** Reads all of it, one after the other, but what is not past yet. Rejects as a session does. */
export async function* readAgain(deps: PullDeps, rereads: ReadonlyArray<Reread>): AsyncGenerator<RereadStep> {
  const session = makeSession(deps);
  const upTo = behind(deps.now());
  let waiting: ReadonlyArray<Reread> = [];
  for (const [i, reread] of rereads.entries()) {
    const others = rereads.slice(i + 1);
    if (!isObject(reread.object)) continue;
    if ('rows' in reread && reread.past > upTo) {
      waiting = [...waiting, reread];
      continue;
    }
    const fields = await describedFields(session, reread.object, deps.connection.settings);
    const after = [...waiting, ...others];
    yield* 'ids' in reread
      ? ofRecords(session, reread.object, fields, reread, after)
      : ofObject(session, reread.object, fields, reread, after, deps);
  }
}
