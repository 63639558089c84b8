import type { AccountId } from '../domain/ids.js';
import type { AccountQueries } from '../projections/accounts/queries.js';

const AT_ONCE = 500;

/** The ids of the accounts that are there. */
export const allAccounts = async (accounts: AccountQueries): Promise<ReadonlyArray<AccountId>> => {
  const ids: Array<AccountId> = [];
  let cursor: string | undefined;
  do {
    const page = await accounts.list({
      filter: {},
      order: 'name',
      limit: AT_ONCE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    ids.push(...page.items.map(({ accountId }) => accountId as AccountId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
};
