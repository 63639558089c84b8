import { dayNumber } from '../../../domain/health/daily-series.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { daysFromMonthStart, daysToMonthEnd, weekdayOf } from './day-kinds.js';

/** Days that are expected to differ, such as a holiday in each of several years. */
export type Holiday = { readonly name: string; readonly days: ReadonlyArray<CalendarDate> };

export type CalendarKind = 'weekday' | 'month start' | 'month end' | 'holiday';

/** A column of the regression with the days it stands for. Those of weekdays are held against the last weekday there is. */
export type CalendarColumn = {
  readonly kind: CalendarKind;
  readonly name: string;
  readonly days: Uint8Array;
  readonly column: Float64Array;
};

export type Calendar = {
  readonly columns: ReadonlyArray<CalendarColumn>;
  readonly lastWeekday: CalendarColumn | undefined;
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Of the days that have a value: what occurs on none of them has no column. */
export const calendarColumns = (
  series: Float64Array,
  start: CalendarDate,
  holidays: ReadonlyArray<Holiday>,
  monthEdge: number,
): Calendar => {
  const first = dayNumber(start);
  const marked = (kind: CalendarKind, name: string, is: (day: number) => boolean): ReadonlyArray<CalendarColumn> => {
    const days = Uint8Array.from(series, (_, i) => (is(first + i) ? 1 : 0));
    const occurs = days.some((each, i) => each === 1 && !Number.isNaN(series[i]));
    return occurs ? [{ kind, name, days, column: Float64Array.from(days) }] : [];
  };
  const weekdays = WEEKDAYS.flatMap((name, i) => marked('weekday', name, (day) => weekdayOf(day) === i + 1));
  const lastWeekday = weekdays.at(-1);
  const contrasts = weekdays.slice(0, -1).map((weekday) => ({
    ...weekday,
    column: weekday.column.map((value, i) => value - (lastWeekday?.days[i] ?? 0)),
  }));
  const edges = [
    ...marked('month start', 'month start', (day) => daysFromMonthStart(day) < monthEdge),
    ...marked('month end', 'month end', (day) => daysToMonthEnd(day) < monthEdge),
  ];
  const special = holidays.flatMap(({ name, days }) => {
    const numbers = new Set(days.map(dayNumber));
    return marked('holiday', name, (day) => numbers.has(day));
  });
  return { columns: [...contrasts, ...edges, ...special], lastWeekday };
};
