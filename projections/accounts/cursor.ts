import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { AccountOrder } from './answers.js';

/** The place after which a page starts: the order it was made for, the value ordered by, and the account. */
const Cursor = t.tuple([t.string, t.union([t.string, t.number, t.null]), t.string]);
export type Place = { readonly value: string | number | null; readonly accountId: string };

type InvalidCursor = { readonly _tag: 'InvalidCursor' };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const fits = (order: AccountOrder, value: Place['value']): boolean => {
  if (value === null) return true;
  if (order === 'health') return typeof value === 'number';
  return typeof value === 'string' && (order !== 'arr' || /^-?\d+(\.\d+)?$/.test(value));
};

export const cursorOf = (order: AccountOrder, { value, accountId }: Place): string =>
  Buffer.from(JSON.stringify([order, value, accountId])).toString('base64url');

/** Throws `InvalidCursor` on a cursor that we did not make for this order. */
export const placeOf = (order: AccountOrder, cursor: string): Place => {
  const decoded = Cursor.decode(parsed(cursor));
  if (E.isLeft(decoded)) throw { _tag: 'InvalidCursor' } satisfies InvalidCursor;
  const [madeFor, value, accountId] = decoded.right;
  if (madeFor !== order || !fits(order, value)) throw { _tag: 'InvalidCursor' } satisfies InvalidCursor;
  return { value, accountId };
};
