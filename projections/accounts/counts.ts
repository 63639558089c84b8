import type { AccountId } from '../../domain/ids.js';
import type { Dated } from '../../domain/latest.js';
import { addable, type Contribution, type Rollup } from '../rollup.js';
import { accountCounts, type Counted, counted, type Measured } from './table.js';

/** One of something for the account that a row is tied to. */
export const countFor = (
  account: Dated<AccountId | null> | undefined,
  what: ReadonlyArray<Counted>,
): ReadonlyArray<Contribution> => {
  const accountId = account?.value ?? null;
  if (accountId === null) return [];
  return what.map((name) => ({ key: [accountId], slot: counted.indexOf(name), sum: 1, count: 1 }));
};

/** A value that was measured, once, for the account that a row is tied to; nothing where it was not. */
export const measureFor = (
  account: Dated<AccountId | null> | undefined,
  name: Measured,
  value: number | undefined,
): ReadonlyArray<Contribution> =>
  value === undefined ? [] : countFor(account, [name]).map((counts) => ({ ...counts, sum: addable(value) }));

export const countsRollup: Rollup = {
  table: accountCounts,
  slots: counted.length,
  handles: [],
  contributions: () => [],
};
