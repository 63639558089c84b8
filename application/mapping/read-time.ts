import * as E from 'fp-ts/lib/Either.js';
import { CalendarDate, Timestamp, timestampOf } from '../../domain/primitives.js';
import { epochTime } from '../epoch-time.js';
import { instantOf, shownAt } from '../zone-time.js';

const LOCAL = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?$/;

const withZone = (raw: unknown): Timestamp | undefined => {
  if (typeof raw === 'number') return epochTime(raw);
  if (typeof raw !== 'string') return undefined;
  if (/^\d{9,15}$/.test(raw)) return epochTime(Number(raw));
  const decoded = Timestamp.decode(raw.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T'));
  return E.isRight(decoded) ? decoded.right : undefined;
};

const localIn = (raw: unknown): { readonly day: CalendarDate; readonly time: string } | undefined => {
  const [, day, time = '00:00'] = (typeof raw === 'string' && LOCAL.exec(raw.trim())) || [];
  return CalendarDate.is(day) ? { day, time } : undefined;
};

/** Others stand for nothing, or for never. */
const isPlausible = (time: string): boolean => time >= '1900' && time < '9999';

const plausible = (time: Timestamp | undefined): E.Either<string, Timestamp> =>
  time !== undefined && isPlausible(time)
    ? E.right(time)
    : E.left('must be a time from 1900 to 9998, such as 2026-03-01T09:30:00Z');

/** Times with a zone of their own are taken as they are, numbers as seconds or milliseconds since 1970. */
export const readTime = (raw: unknown, timeZone: string | undefined): E.Either<string, Timestamp> => {
  const instant = withZone(raw);
  if (instant !== undefined) return plausible(instant);
  const local = localIn(raw);
  if (local === undefined || !isPlausible(local.day)) return plausible(undefined);
  if (timeZone === undefined) return E.left('has no time zone: say which one it is in with timeZone');
  const seconds = local.time.length === 5 ? `${local.time}:00` : local.time;
  const asUtc = Date.parse(`${local.day}T${seconds.replace(/(\.\d{3})\d+$/, '$1')}Z`);
  return plausible(Number.isNaN(asUtc) ? undefined : timestampOf(instantOf(asUtc, timeZone)));
};

/** A date stays the date it is; of a time with a zone of its own, the day that clocks of `timeZone` show, or of UTC. */
export const readDate = (raw: unknown, timeZone: string | undefined): E.Either<string, CalendarDate> => {
  const local = localIn(raw);
  if (local !== undefined) return E.right(local.day);
  const instant = plausible(withZone(raw));
  return E.isLeft(instant)
    ? E.left('must be a date, such as 2026-03-01')
    : E.right(shownAt(instant.right, timeZone ?? 'UTC').slice(0, 10) as CalendarDate);
};
