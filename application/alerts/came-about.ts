import type { Seen } from '../../domain/alert/events.js';
import { type AccountSeries, dayNumber } from '../../domain/health/daily-series.js';
import { addDays, type CalendarDate, timestampOf } from '../../domain/primitives.js';
import { type Bands, type ConditionWatch, judge } from './conditions.js';

/** What was known of the days up to and with `day`. */
const upTo = (series: AccountSeries, day: CalendarDate): AccountSeries =>
  new Map(
    [...series].flatMap(([name, { from, sums, counts }]) => {
      const places = dayNumber(day) - dayNumber(from) + 1;
      return places <= 0 ? [] : [[name, { from, sums: sums.subarray(0, places), counts: counts.subarray(0, places) }]];
    }),
  );

type Days = { readonly from: CalendarDate; readonly to: CalendarDate };

/**
 * What was seen on each of the days, both included, on which a condition came about, judged day by day from what was
 * there by then. One that held on the day before the first came about earlier.
 */
export const cameAbout = (
  watch: ConditionWatch,
  policy: Bands,
  series: AccountSeries,
  { from, to }: Days,
): ReadonlyArray<Seen> => {
  const judgedOn = (day: CalendarDate) =>
    judge(watch, policy, { series: upTo(series, day), from, day, savedAt: timestampOf(0) });
  const seen: Array<Seen> = [];
  let held = judgedOn(addDays(from, -1))?.holds ?? false;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const judged = judgedOn(day);
    if (judged?.holds && !held) seen.push(judged.seen);
    held = judged?.holds ?? held;
  }
  return seen;
};
