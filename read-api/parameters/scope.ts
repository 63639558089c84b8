import type * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { oneOf } from '../../domain/primitives.js';
import type { BookAttribute } from '../../projections/trends/queries.js';
import { KnownOn } from './clocks.js';
import { Text } from './common.js';

export const BookSplit: t.Type<BookAttribute, string, unknown> = oneOf('segment', 'industry', 'plan', 'region');

/** A book: the accounts that have all of what is named, as the log knew them. */
export const bookFields = { segment: Text, industry: Text, plan: Text, region: Text, knownAt: KnownOn };

/** As REST names them. */
export const scopeFields = { account_id: AccountId, ...bookFields, split: BookSplit };

type Given = t.TypeOf<t.PartialC<typeof scopeFields>>;

/** What is left when the account is called as questions call it. */
export const scopeOf = <A extends Given>({ account_id, ...rest }: A) => ({
  ...rest,
  ...(account_id === undefined ? {} : { accountId: account_id }),
});
