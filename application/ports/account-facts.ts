import type { AccountOrBook } from '../../domain/whole-book.js';

/** What is known of an account, under the account that it became where it was merged. */
export type AccountFacts = {
  readonly root: AccountOrBook;
  readonly name: string | null;
  readonly segment: string | null;
  readonly industry: string | null;
  readonly plan: string | null;
  readonly region: string | null;
};

/** By the account that was asked for. One that nothing is known of stands for itself, as the whole book does. */
export type ReadAccountFacts = (
  accountIds: ReadonlyArray<AccountOrBook>,
) => Promise<ReadonlyMap<AccountOrBook, AccountFacts>>;
