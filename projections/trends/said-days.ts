import { dayIn } from './daily.js';
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
export const saidDaysOf = (row: TrendRow): ReadonlyArray<SaidDay> => {
  const said: Array<SaidDay> = [];
  for (const [slot, count] of row.counts.entries()) {
    if (count === 0) continue;
    said.push({
      accountId: row.account_id,
      metric: row.metric,
      feature: row.feature,
      part: row.part ?? null,
      day: dayIn(row.month, slot),
      sum: row.sums[slot] ?? 0,
      count,
    });
  }
  return said;
};
