import type { CalendarDate } from '../../domain/primitives.js';
import type { SaidDay } from './series.js';

export type TrendRow = {
  readonly account_id: string;
  readonly metric: string;
  readonly feature: string;
  readonly month: string;
  readonly sums: ReadonlyArray<number | null>;
  readonly counts: ReadonlyArray<number>;
};

/** The days a row says something about. */
export const saidDaysOf = (row: TrendRow): ReadonlyArray<SaidDay> =>
  row.sums.flatMap((sum, i) =>
    sum === null
      ? []
      : [
          {
            accountId: row.account_id,
            metric: row.metric,
            feature: row.feature,
            day: `${row.month.slice(0, 8)}${String(i + 1).padStart(2, '0')}` as CalendarDate,
            sum,
            count: row.counts[i] ?? 0,
          },
        ],
  );
