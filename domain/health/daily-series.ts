import type { CalendarDate } from '../primitives.js';

/** One metric of one account, a place a day from `from` on. A day without data is NaN in `sums` and 0 in `counts`. */
export type DailySeries = {
  readonly from: CalendarDate;
  readonly sums: Float64Array;
  readonly counts: Float64Array;
};

/** By metric. `events` is everything used; `events/<feature>` is what was used of one feature. */
export type AccountSeries = ReadonlyMap<string, DailySeries>;

const FEATURE = 'events/';
export const featureMetric = (feature: string): string => `${FEATURE}${feature}`;
export const isFeatureMetric = (metric: string): boolean => metric.startsWith(FEATURE);

export const dayNumber = (day: CalendarDate): number => Date.parse(day) / 86_400_000;

/** A span of consecutive days; `places` of them from the day numbered `start`. */
export type Axis = { readonly start: number; readonly places: number };

/** The axis from the first day of any of the series up to and with `to`. */
export const axisOf = (members: ReadonlyArray<AccountSeries>, to: CalendarDate): Axis => {
  const end = dayNumber(to) + 1;
  const starts = members.flatMap((series) => [...series.values()].map(({ from }) => dayNumber(from)));
  const start = Math.min(end, ...starts);
  return { start, places: end - start };
};

/** Calls `visit` with the place on the axis, the sum and the count of every day that has data. */
export const eachDay = (
  { start, places }: Axis,
  { from, sums, counts }: DailySeries,
  visit: (place: number, sum: number, count: number) => void,
): void => {
  const offset = dayNumber(from) - start;
  for (let i = 0; i < sums.length && i + offset < places; i++) {
    const sum = sums[i] ?? Number.NaN;
    if (!Number.isNaN(sum)) visit(i + offset, sum, counts[i] ?? 0);
  }
};
