import type { CalendarDate } from '../../domain/primitives.js';
import { addable, type Contribution } from '../rollup.js';
import { storableText } from '../table.js';
import type { MetricName } from './metrics.js';

export const DAYS = 31;

/** The first day of the month, as rows are keyed by it. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

const dayTexts = Array.from({ length: DAYS }, (_, slot) => String(slot + 1).padStart(2, '0'));

/** The day of a slot, from 0, of a row. */
export const dayIn = (month: string, slot: number): CalendarDate =>
  `${month.slice(0, 8)}${dayTexts[slot]}` as CalendarDate;

/** A value on one day of one series. */
export const onDay = (
  accountId: string,
  metric: MetricName,
  day: CalendarDate,
  value: number,
  feature = '',
): Contribution => ({
  key: [accountId, metric, monthOf(day), storableText(feature)],
  slot: Number(day.slice(8, 10)) - 1,
  sum: addable(value),
  count: 1,
  day,
});
