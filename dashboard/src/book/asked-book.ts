import { BOOK_ATTRIBUTES, type BookAttribute, type Scope } from '../api/trend-types.js';

/** Whose numbers a page is asked for, as the address says it; '' where it is not narrowed. */
export type AskedBook = Readonly<Record<BookAttribute | 'account', string>>;

export const bookIn = (given: URLSearchParams): AskedBook => ({
  segment: given.get('segment') ?? '',
  industry: given.get('industry') ?? '',
  plan: given.get('plan') ?? '',
  region: given.get('region') ?? '',
  account: given.get('account') ?? '',
});

/** An account excludes all that narrows a book. */
export const scopeOf = (book: AskedBook): Scope =>
  book.account === ''
    ? Object.fromEntries(BOOK_ATTRIBUTES.filter((name) => book[name] !== '').map((name) => [name, book[name]]))
    : { accountId: book.account };
