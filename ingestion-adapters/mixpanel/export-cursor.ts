import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { addDays, CalendarDate } from '../../domain/primitives.js';

const DAY_SECONDS = 86_400;

/** A stretch of a day of the project, from `second` of its clocks on; and whether everything before was pulled in a run that ended. */
export const ExportCursor = t.strict(
  { day: CalendarDate, second: t.number, seconds: t.number, ended: t.boolean },
  'ExportCursor',
);
export type ExportCursor = t.TypeOf<typeof ExportCursor>;

/** Mobile clients send events days after they happened. */
const DAYS_LOOKED_BACK = 5;

/** A run that was cut short goes on; one after a run that ended looks back; the first begins on the day that is set. */
export const beginning = (
  cursor: string | undefined,
  startsOn: string | undefined,
  today: CalendarDate,
): ExportCursor => {
  const parsed = parseJson(Buffer.from(cursor ?? ''));
  const known = ExportCursor.decode(E.isRight(parsed) ? parsed.right : undefined);
  const first = CalendarDate.is(startsOn) ? startsOn : undefined;
  if (E.isLeft(known)) {
    return { day: first ?? addDays(today, -DAYS_LOOKED_BACK), second: 0, seconds: DAY_SECONDS, ended: false };
  }
  const { day, seconds, ended } = known.right;
  if (!ended) return known.right;
  const lookedBack = addDays(day, -DAYS_LOOKED_BACK);
  return { day: first !== undefined && first > lookedBack ? first : lookedBack, second: 0, seconds, ended: false };
};

export const isTheRestOfItsDay = ({ second, seconds }: ExportCursor): boolean => second + seconds >= DAY_SECONDS;

/** What comes after a stretch. It is wider after one with little in it. */
export const following = (cursor: ExportCursor, littleInIt: boolean): ExportCursor => {
  const seconds = littleInIt ? Math.min(cursor.seconds * 2, DAY_SECONDS) : cursor.seconds;
  return isTheRestOfItsDay(cursor)
    ? { ...cursor, day: addDays(cursor.day, 1), second: 0, seconds }
    : { ...cursor, second: cursor.second + cursor.seconds, seconds };
};
