import type { CalendarDate } from '../../domain/primitives.js';
import { addable, type Contribution, type RollupRow } from '../rollup.js';
import { type Cell, storableText } from '../table.js';
import type { MetricName } from './metrics.js';

export const DAYS = 31;

/** The first day of the month, as rows are keyed by it. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

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
});

export const trendCells = ({ sums, counts }: RollupRow): ReadonlyArray<Cell> => {
  const said = counts.map((count, i) => (count === 0 ? null : (sums[i] ?? 0)));
  const total = said.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const totalCount = counts.reduce((sum, count) => sum + count, 0);
  const days = said.filter((value) => value !== null).length;
  return [said, counts, total, totalCount, days];
};

export const trendRow = ([sums, counts]: ReadonlyArray<unknown>): RollupRow => ({
  sums: (sums as ReadonlyArray<number | null>).map((sum) => sum ?? 0),
  counts: [...(counts as ReadonlyArray<number>)],
});
