import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Account } from '../answers/accounts.js';
import type { ReadSide } from '../deps.js';
import { type Answer, accountOf } from './ask.js';

/** The account, or the one it was merged into. */
export const findAccount =
  ({ accounts }: ReadSide) =>
  (accountId: string): Answer<Account> =>
    pipe(
      accountOf(accounts, accountId),
      TE.map(({ account, freshness }) => ({ ...account, freshness })),
    );
