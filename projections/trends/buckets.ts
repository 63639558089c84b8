import { addDays, type CalendarDate, daysBetween } from '../../domain/primitives.js';
import type { Grain } from './answers.js';
import { dayIn } from './daily.js';

type CalendarGrain = Exclude<Grain, 'all'>;

/** The first day of the span of this grain that the day is in; weeks start on Monday (ISO 8601). */
export const startOf = (grain: CalendarGrain, day: CalendarDate): CalendarDate => {
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01` as CalendarDate;
    case 'quarter': {
      const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
      return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01` as CalendarDate;
    }
  }
};

/** The first day of the span after the one that starts on this day. */
export const nextStart = (grain: CalendarGrain, start: CalendarDate): CalendarDate => {
  const beyond = { day: 1, week: 7, month: 31, quarter: 92 }[grain];
  return startOf(grain, addDays(start, beyond));
};

/** A span of a grain, and the days `[first, end)` of the asked for span that are in it, counted from its first day. */
export type Bucket = { readonly start: CalendarDate; readonly first: number; readonly end: number };

const consecutiveDays = (from: CalendarDate, count: number): ReadonlyArray<CalendarDate> => {
  const days: Array<CalendarDate> = [];
  let slot = Number(from.slice(8, 10)) - 1;
  for (let month = startOf('month', from); days.length < count; slot = 0) {
    const next = nextStart('month', month);
    for (const length = daysBetween(month, next); slot < length && days.length < count; slot++) {
      days.push(dayIn(month, slot));
    }
    month = next;
  }
  return days;
};

/** All spans of the grain that the days `[from, to)` touch, in order. */
export const bucketsOf = (grain: Grain, from: CalendarDate, to: CalendarDate): ReadonlyArray<Bucket> => {
  const days = daysBetween(from, to);
  if (grain === 'all') return days <= 0 ? [] : [{ start: from, first: 0, end: days }];
  if (grain === 'day') return consecutiveDays(from, days).map((start, first) => ({ start, first, end: first + 1 }));
  const buckets: Array<Bucket> = [];
  for (let start = startOf(grain, from); start < to; ) {
    const next = nextStart(grain, start);
    const first = Math.max(0, daysBetween(from, start));
    buckets.push({ start, first, end: Math.min(days, daysBetween(from, next)) });
    start = next;
  }
  return buckets;
};

/** The starts of the next spans of a grain after the one that begins on `start`. */
export const stepsFrom = (grain: CalendarGrain, start: CalendarDate, count: number): ReadonlyArray<CalendarDate> => {
  const starts: Array<CalendarDate> = [];
  for (let next = start; starts.length < count; starts.push(next)) next = nextStart(grain, next);
  return starts;
};
