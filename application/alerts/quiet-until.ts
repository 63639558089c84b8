import type { QuietHours, TimeOfDay, Weekday } from '../../domain/notice-plan.js';
import { type Timestamp, timestampOf } from '../../domain/primitives.js';
import { instantOf, localTimeAt } from '../zone-time.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

const weekdays: ReadonlyArray<Weekday> = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const inDay = (time: TimeOfDay): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;

/** The end of the quiet hours that `local` is in, if it is in any; both as clocks show them. */
const endOfQuiet = ({ from, to, weekdays: days }: QuietHours, local: number): number | undefined => {
  const today = Math.floor(local / DAY) * DAY;
  const length = inDay(to) - inDay(from) + (to > from ? 0 : DAY);
  return [today - DAY, today]
    .filter((day) => days.some((weekday) => weekday === weekdays[new Date(day).getUTCDay()]))
    .map((day) => day + inDay(from))
    .filter((start) => local >= start && local < start + length)
    .map((start) => start + length)
    .sort((a, b) => b - a)[0];
};

/** The first moment from `at` on that is not quiet: `at` itself, or the end of the quiet hours, of all that follow on each other. */
export const quietUntil = (quiet: QuietHours | null, at: Timestamp): Timestamp => {
  if (quiet === null) return at;
  let instant = Date.parse(at);
  for (let stretches = 0; stretches <= weekdays.length; stretches++) {
    const end = endOfQuiet(quiet, localTimeAt(instant, quiet.timeZone));
    if (end === undefined) break;
    instant = instantOf(end, quiet.timeZone);
  }
  return timestampOf(instant);
};
