import type { AccountId } from '../../domain/ids.js';
import type { Dated } from '../../domain/latest.js';
import type { Contribution, Rollup } from '../rollup.js';
import { accountCounts, type Counted, counted } from './table.js';

/** One of something for the account that a row is tied to. */
export const countFor = (
  account: Dated<AccountId | null> | undefined,
  what: ReadonlyArray<Counted>,
): ReadonlyArray<Contribution> => {
  const accountId = account?.value ?? null;
  if (accountId === null) return [];
  return what.map((name) => ({ key: [accountId], slot: counted.indexOf(name), sum: 1, count: 1 }));
};

export const countsRollup: Rollup = {
  table: accountCounts,
  slots: counted.length,
  handles: [],
  contributions: () => [],
};
