import { type AccountSeries, type DailySeries, dayNumber } from '../../domain/health/daily-series.js';
import type { CalendarDate } from '../../domain/primitives.js';

/** What one fact adds to a flow, or a level to a change of it, on the day it was so. */
export type Entry = { readonly name: string; readonly day: CalendarDate; readonly value: number };

const byName = (entries: ReadonlyArray<Entry>): ReadonlyMap<string, ReadonlyArray<Entry>> => {
  const named = new Map<string, Array<Entry>>();
  for (const entry of entries) {
    const held = named.get(entry.name);
    if (held === undefined) named.set(entry.name, [entry]);
    else held.push(entry);
  }
  return named;
};

const firstDay = (entries: ReadonlyArray<Entry>): CalendarDate | undefined => entries.map(({ day }) => day).sort()[0];

/** From changes of levels to what the level is after each day that changes it. */
export const levelsFrom = (changes: ReadonlyArray<Entry>): ReadonlyArray<Entry> =>
  [...byName(changes)].flatMap(([name, each]) => {
    const days = new Map<CalendarDate, number>();
    let level = 0;
    for (const { day, value } of each.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
      level += value;
      days.set(day, level);
    }
    return [...days].map(([day, value]) => ({ name, day, value }));
  });

const dense = (entries: ReadonlyArray<Entry>, from: CalendarDate, to: CalendarDate): DailySeries => {
  const places = dayNumber(to) - dayNumber(from) + 1;
  const sums = new Float64Array(places).fill(Number.NaN);
  const counts = new Float64Array(places);
  for (const { day, value } of entries) {
    const place = dayNumber(day) - dayNumber(from);
    const before = sums[place] ?? Number.NaN;
    sums[place] = Number.isNaN(before) ? value : before + value;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { from, sums, counts };
};

/** The entries up to and with `to` as dense series, each from its own first day. */
export const seriesFrom = (entries: ReadonlyArray<Entry>, to: CalendarDate): AccountSeries =>
  new Map(
    [...byName(entries.filter(({ day }) => day <= to))].flatMap(([name, each]) => {
      const from = firstDay(each);
      return from === undefined ? [] : [[name, dense(each, from, to)] as const];
    }),
  );
