import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { cohortsOf } from '../../../projections/trends/cohorts.js';
import type { TrendQueries } from '../../../projections/trends/queries.js';
import type { SaidDay } from '../../../projections/trends/series.js';
import { yearlyValues } from '../../../projections/trends/yearly-values.js';
import type { Customer } from './company.js';

/** What each customer paid from which day on: some grew after half a year, and some left. */
const paidBy = ({ account }: Customer, i: number, part: string | null): ReadonlyArray<SaidDay> => {
  const day = account.contracts[0]?.startsOn as CalendarDate;
  const arr = Number(account.arr);
  const said = (after: number, sum: number): SaidDay => ({
    ...{ accountId: account.accountId, metric: 'arr', feature: '', part, day: addDays(day, after), sum, count: 1 },
  });
  return [said(0, arr), ...(i % 3 === 0 ? [said(180, arr * 1.4)] : []), ...(i % 5 === 1 ? [said(120 + i, 0)] : [])];
};

export const companyCohorts =
  (customers: () => ReadonlyArray<Customer>) =>
  ({ split, grain, from, to, asOf }: Parameters<TrendQueries['cohorts']>[0]) =>
    cohortsOf(
      yearlyValues(
        customers().flatMap((customer, i) => paidBy(customer, i, split === undefined ? null : customer.account[split])),
        new Map(),
      ),
      { grain, from: from as CalendarDate, to: to as CalendarDate, asOf: asOf as CalendarDate },
    );
