import type { AccountSeries } from '../../domain/health/daily-series.js';
import type { CalendarDate } from '../../domain/primitives.js';

/** The series of all accounts together over the days `[from, to)`; of metrics that are means, the mean of each day. */
export type BookSeries = (asked: {
  readonly metrics: ReadonlyArray<string>;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}) => Promise<AccountSeries>;
