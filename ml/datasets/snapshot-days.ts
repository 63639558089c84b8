import { addDays, type CalendarDate } from '../../domain/primitives.js';

export type SnapshotGrain = 'week' | 'month';

const MONDAY = 1;

/** The days from `from` up to and with `to` that are the first of a month, or a Monday. */
export const snapshotDays = (
  grain: SnapshotGrain,
  from: CalendarDate,
  to: CalendarDate,
): ReadonlyArray<CalendarDate> => {
  const days: Array<CalendarDate> = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (grain === 'month' ? day.endsWith('-01') : new Date(day).getUTCDay() === MONDAY) days.push(day);
  }
  return days;
};
