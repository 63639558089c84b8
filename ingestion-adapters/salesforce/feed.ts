import { dayOf, type Timestamp, timestampOf } from '../../domain/primitives.js';
import type { Feed, Page, PullDeps } from '../feed.js';
import { backFill, type PulledObject } from './back-fill.js';
import { behind } from './behind.js';
import { changedRows } from './changed-rows.js';
import { type Cursor, cursorIn, cursorText, type Description, type Place } from './cursor.js';
import { describedFields } from './describe.js';
import { type SalesforceObject, wantedFields } from './field-map.js';
import { makeSession, type Session } from './session.js';

/** Described again every day, since fields come and go, and at once where the connection wants other ones. */
const descriptionOf = async (
  session: Session,
  object: SalesforceObject,
  { connection: { settings }, now }: PullDeps,
  known: Description | undefined,
): Promise<Description> => {
  const [on, wanted] = [dayOf(timestampOf(now())), wantedFields(object, settings).join(',')];
  if (known?.on === on && known.wanted === wanted) return known;
  return { on, wanted, fields: await describedFields(session, object, settings) };
};

/**
 * A field that was not read before is read of every record, also of those that have not changed since. Where fields went
 * away, a run that was cut short begins again, since what it counted its place in is no more.
 */
const placeIn = (cursor: Cursor | undefined, { fields }: Description, until: Timestamp): Place => {
  if (cursor === undefined) return { phase: 'back-fill', until };
  const { description, place } = cursor;
  if (fields.some((field) => !description.fields.includes(field))) return { phase: 'back-fill', until };
  const isAsBefore = fields.length === description.fields.length;
  return isAsBefore || place.phase === 'back-fill' ? place : { phase: 'rows', from: place.from, list: 0 };
};

async function* pull(object: SalesforceObject, deps: PullDeps): AsyncGenerator<Page> {
  const session = makeSession(deps);
  const cursor = cursorIn(deps.cursor);
  const until = behind(deps.now());
  const description = await descriptionOf(session, object, deps, cursor?.description);
  const { fields } = description;
  const pulled: PulledObject = { session, object, fields, startsOn: deps.connection.settings.startsOn };
  let place = placeIn(cursor, description, until);
  if (place.phase === 'back-fill') {
    for await (const step of backFill(pulled, place)) {
      place = step.place;
      yield { kind: step.kind, body: step.body, cursor: cursorText({ description, place }) };
    }
  }
  if (place.phase !== 'rows') return;
  for await (const step of changedRows(pulled, place, until)) {
    yield { kind: step.kind, body: step.body, cursor: cursorText({ description, place: step.place }) };
  }
}

/** Pulls one object: all of it by a bulk job at first, and then what changed, deleted records as well. */
export const objectFeed = (object: SalesforceObject): Feed => ({
  name: object.toLowerCase(),
  everySeconds: 300,
  pull: (deps) => pull(object, deps),
});
