import * as t from 'io-ts';
import { AccountId } from './ids.js';

/** In place of an account: all of them together. No account is called so. */
export const wholeBook = '*';

export const AccountOrBook = t.union([AccountId, t.literal(wholeBook)], 'AccountOrBook');
export type AccountOrBook = t.TypeOf<typeof AccountOrBook>;
