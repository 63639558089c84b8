import type { CalendarDate } from '../../domain/primitives.js';
import { groupBy } from './group-by.js';
import type { MetricName } from './metrics.js';
import type { SaidDay } from './series.js';

/** What is paid a year from a day on; `null` while contracts run in several currencies. */
type YearlyValue = { readonly day: CalendarDate; readonly value: number | null };

/** Of an account, with all that were merged into it, in order of days. */
export type AccountValues = { readonly part: string | null; readonly values: ReadonlyArray<YearlyValue> };

/** What yearly values are told from. */
export const yearlyMetrics = ['arr', 'mixed_currencies'] as const satisfies ReadonlyArray<MetricName>;

/** Each member holds what it said last; what they hold adds up. */
const valuesOf = (said: ReadonlyArray<SaidDay>): ReadonlyArray<YearlyValue> => {
  const held = new Map<string, number>();
  const totals = { arr: 0, mixed_currencies: 0 };
  const byDay = [...groupBy(said, ({ day }) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byDay.map(([day, each]) => {
    for (const { accountId, metric, sum } of each) {
      const key = `${metric} ${accountId}`;
      totals[metric as keyof typeof totals] += sum - (held.get(key) ?? 0);
      held.set(key, sum);
    }
    return { day: day as CalendarDate, value: totals.mixed_currencies > 0 ? null : totals.arr };
  });
};

/** The yearly values of accounts, told from their levels of `yearlyMetrics`; an account that was merged is part of its root. */
export const yearlyValues = (
  said: ReadonlyArray<SaidDay>,
  roots: ReadonlyMap<string, string>,
): ReadonlyArray<AccountValues> =>
  [...groupBy(said, ({ accountId }) => roots.get(accountId) ?? accountId).values()].map((group) => ({
    part: group[0]?.part ?? null,
    values: valuesOf(group),
  }));

/** Whoever has contracts in several currencies pays something. */
export const isCustomer = (value: number | null): boolean => value === null || value > 0;

/** The value on a day: the last that was said, 0 before the first. */
export const valueOn = ({ values }: AccountValues, day: CalendarDate): number | null => {
  const said = values.findLast((value) => value.day <= day);
  return said === undefined ? 0 : said.value;
};
