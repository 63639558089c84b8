import type { CalendarDate } from '../../domain/primitives.js';
import type { SaidDay } from './series.js';

export type TrendRow = {
  readonly account_id: string;
  readonly metric: string;
  readonly feature: string;
  readonly part?: string | null;
  readonly month: string;
  readonly sums: ReadonlyArray<number>;
  readonly counts: ReadonlyArray<number>;
};

/** The days a row says something about. */
export const saidDaysOf = (row: TrendRow): ReadonlyArray<SaidDay> =>
  row.counts.flatMap((count, i) =>
    count === 0
      ? []
      : [
          {
            accountId: row.account_id,
            metric: row.metric,
            feature: row.feature,
            part: row.part ?? null,
            day: `${row.month.slice(0, 8)}${String(i + 1).padStart(2, '0')}` as CalendarDate,
            sum: row.sums[i] ?? 0,
            count,
          },
        ],
  );
