import type { CalendarDate } from '../../domain/primitives.js';
import type { PartRetention } from './answers.js';
import { groupBy } from './group-by.js';
import { nobody, retained, retentionOf, share, together } from './retention.js';
import { type AccountValues, isCustomer, valueOn } from './yearly-values.js';

/** What became until a day of the accounts that were customers on another. Parts in order of their names, the accounts without one first. */
export const rollingRetention = (
  accounts: ReadonlyArray<AccountValues>,
  { since, asOf }: { readonly since: CalendarDate; readonly asOf: CalendarDate },
): ReadonlyArray<PartRetention> => {
  const customers = accounts.filter((account) => isCustomer(valueOn(account, since)));
  return [...groupBy(customers, ({ part }) => part ?? '')]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const total = group
        .map((account) => retained(valueOn(account, since), valueOn(account, asOf)))
        .reduce(together, nobody);
      const logoChurn = share(total.accounts - total.paying, total.accounts);
      return { part: group[0]?.part ?? null, ...retentionOf(total), logoChurn };
    });
};
