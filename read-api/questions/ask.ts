import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { AccountDetail, AccountQueries } from '../../projections/accounts/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { AccountNotFound, ApiError } from '../api-error.js';

export type Answer<A> = TE.TaskEither<ApiError, A>;

/** A query, as a step of an answer. What a driver throws is nobody's to handle here: it stays a rejection. */
export const queried =
  <A>(query: () => Promise<A>): TE.TaskEither<never, A> =>
  async () =>
    E.right(await query());

/** The merged group an account belongs to: its root, and all of its members with the root first. */
export type Group = { readonly root: string; readonly members: ReadonlyArray<string> };

export const groupOf =
  (accounts: AccountQueries, accountId: string): TE.TaskEither<AccountNotFound, Group> =>
  async () => {
    const { root, members, known } = await accounts.groupOf(accountId);
    return known ? E.right({ root, members }) : E.left({ _tag: 'AccountNotFound', accountId });
  };

export const accountOf =
  (
    accounts: AccountQueries,
    accountId: string,
  ): TE.TaskEither<AccountNotFound, { readonly account: AccountDetail; readonly freshness: Freshness }> =>
  async () => {
    const found = await accounts.find(accountId);
    return found === undefined ? E.left({ _tag: 'AccountNotFound', accountId }) : E.right(found);
  };
