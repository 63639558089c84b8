import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { Count, Timestamp, timestampOf } from '../../domain/primitives.js';

const HOUR = 3_600_000;

/** So many hours of uploads from `hour` on; and whether everything before was pulled in a run that ended. */
export const ExportCursor = t.strict({ hour: Timestamp, hours: Count, ended: t.boolean }, 'ExportCursor');
export type ExportCursor = t.TypeOf<typeof ExportCursor>;

export const MOST_HOURS = 24;
/** The vendor gives out no more than a year at a time; what is older is not asked for. */
const OLDEST_HOURS = 365 * 24;
/** What is uploaded within an hour is there two hours after it, as a rule; so the last few are asked for once more. */
const READY_AFTER_HOURS = 2;
const HOURS_LOOKED_BACK = 4;
const FIRST_HOURS = 24;

export const plusHours = (hour: Timestamp, hours: number): Timestamp => timestampOf(Date.parse(hour) + hours * HOUR);
export const hoursBetween = (from: Timestamp, to: Timestamp): number => (Date.parse(to) - Date.parse(from)) / HOUR;

const beginningOfHour = (now: Date): Timestamp => timestampOf(Math.floor(now.getTime() / HOUR) * HOUR);

/** The first hour of which uploads may not be there yet. */
export const notReady = (now: Date): Timestamp => plusHours(beginningOfHour(now), -READY_AFTER_HOURS);

const knownIn = (cursor: string | undefined): ExportCursor | undefined => {
  const parsed = parseJson(Buffer.from(cursor ?? ''));
  const decoded = ExportCursor.decode(E.isRight(parsed) ? parsed.right : undefined);
  return E.isRight(decoded) ? decoded.right : undefined;
};

const latestOf = (hours: ReadonlyArray<Timestamp>): Timestamp => hours.reduce((a, b) => (a > b ? a : b));

/** A run that was cut short goes on; one after a run that ended looks back; the first begins on the day that is set. */
export const beginning = (cursor: string | undefined, startsOn: string | undefined, now: Date): ExportCursor => {
  const known = knownIn(cursor);
  const first = Timestamp.decode(`${startsOn}T00:00:00Z`);
  const oldest = plusHours(beginningOfHour(now), 1 - OLDEST_HOURS);
  const earliest = E.isRight(first) ? latestOf([first.right, oldest]) : oldest;
  if (known === undefined) {
    const hour = E.isRight(first) ? earliest : plusHours(notReady(now), -FIRST_HOURS);
    return { hour, hours: 1, ended: false };
  }
  const hour = known.ended ? plusHours(known.hour, -HOURS_LOOKED_BACK) : known.hour;
  return { hour: latestOf([hour, earliest]), hours: Math.max(1, Math.min(known.hours, MOST_HOURS)), ended: false };
};
