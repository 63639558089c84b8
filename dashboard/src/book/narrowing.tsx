import { listAttributes } from '../api/trend-documents.js';
import { BOOK_ATTRIBUTES, type BookAttribute } from '../api/trend-types.js';
import { useQuery } from '../api/use-query.js';
import { AccountLink } from '../components/account-link.js';
import { fieldWords, nameWords } from '../words.js';
import type { AskedBook } from './asked-book.js';
import { WHOLE_BOOK } from './whole-book.js';

type Props = {
  readonly book: AskedBook;
  readonly ask: (book: AskedBook) => void;
  /** By what the book can be narrowed; by all there is, if not said. */
  readonly attributes?: ReadonlyArray<BookAttribute>;
  /** Whether a segment may be one that was defined here, as it may if not said. */
  readonly definedToo?: boolean;
};

const OneAccount = ({ book, ask }: Props) => {
  return (
    <p class="one-account">
      <span>
        Only <AccountLink accountId={book.account} />
        {book.account === WHOLE_BOOK && ' together'}
      </span>
      <button type="button" class="quiet" onClick={() => ask({ ...book, account: '' })}>
        Show all accounts
      </button>
    </p>
  );
};

const Attributes = ({ book, ask, attributes = BOOK_ATTRIBUTES, definedToo = true }: Props) => {
  const { data } = useQuery(listAttributes, {});
  const defined = definedToo ? (data?.segments.items ?? []).filter(({ retired }) => !retired) : [];
  return (
    <>
      {attributes.map((attribute) => {
        const there = data?.accounts.items.flatMap((account) => account[attribute] ?? []) ?? [];
        const more = attribute === 'segment' ? defined.map(({ name }) => name) : [];
        const values = [...new Set([...there, ...more, book[attribute]])].filter((value) => value !== '').sort();
        return (
          <label key={attribute}>
            <span>{nameWords(attribute)}</span>
            <select
              value={book[attribute]}
              onChange={(event) => ask({ ...book, [attribute]: event.currentTarget.value })}
            >
              <option value="">All</option>
              {values.map((value) => (
                <option key={value} value={value}>
                  {fieldWords(value)}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </>
  );
};

/** What narrows the book, or the one account it was narrowed to. */
export const Narrowing = (props: Props) =>
  props.book.account === '' ? <Attributes {...props} /> : <OneAccount {...props} />;
