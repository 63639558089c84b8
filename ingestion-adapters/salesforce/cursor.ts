import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { CalendarDate, Timestamp } from '../../domain/primitives.js';

/** What is read of an object, as it was described on a day for a connection that wanted this. */
const Description = t.type({ on: CalendarDate, wanted: t.string, fields: t.readonlyArray(t.string) }, 'Description');
export type Description = t.TypeOf<typeof Description>;

/** A first run reads by a bulk job up to `until`: which job, once there is one, and how far its results were read. */
const BackFill = t.intersection([
  t.type({ phase: t.literal('back-fill'), until: Timestamp }),
  t.partial({ job: t.string, locator: t.string }),
]);

/** Later runs read what changed from `from` on, up to `until` once they have begun, one list of fields after another. */
export const Rows = t.intersection([
  t.type({ phase: t.literal('rows'), from: Timestamp, list: t.number }),
  t.partial({ until: Timestamp, seen: t.type({ at: Timestamp, id: t.string }) }),
]);

const Place = t.union([BackFill, Rows], 'Place');
export type Place = t.TypeOf<typeof Place>;
export type BackFill = t.TypeOf<typeof BackFill>;
export type Rows = t.TypeOf<typeof Rows>;

const Cursor = t.type({ description: Description, place: Place }, 'Cursor');
export type Cursor = t.TypeOf<typeof Cursor>;

export const cursorText = (cursor: Cursor): string => JSON.stringify(Cursor.encode(cursor));

/** `undefined` where there is none that can be read: then the object is read from the beginning, which changes nothing. */
export const cursorIn = (text: string | undefined): Cursor | undefined => {
  const parsed = parseJson(Buffer.from(text ?? ''));
  const decoded = Cursor.decode(E.isRight(parsed) ? parsed.right : undefined);
  return E.isRight(decoded) ? decoded.right : undefined;
};
