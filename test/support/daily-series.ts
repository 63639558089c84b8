import type { DailySeries } from '../../domain/health/daily-series.js';
import { CalendarDate } from '../../domain/primitives.js';
import { valid } from './valid.js';

/** One value a day from `from` on; `null` is a day without data. */
export const series = (
  from: string,
  sums: ReadonlyArray<number | null>,
  counts: ReadonlyArray<number> = [],
): DailySeries => ({
  from: valid(CalendarDate)(from),
  sums: Float64Array.from(sums.map((sum) => sum ?? Number.NaN)),
  counts: Float64Array.from(sums.map((sum, i) => counts[i] ?? (sum === null ? 0 : 1))),
});
