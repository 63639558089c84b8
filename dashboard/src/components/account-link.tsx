import { nameAccount } from '../api/trend-documents.js';
import { useQuery } from '../api/use-query.js';
import { WHOLE_BOOK } from '../book/whole-book.js';

/** An account by its name, once that is known; or the whole book. */
export const AccountLink = ({ accountId }: { readonly accountId: string }) => {
  const isBook = accountId === WHOLE_BOOK;
  const { data } = useQuery(nameAccount, isBook ? undefined : { id: accountId });
  if (isBook) return <span>All accounts</span>;
  return (
    <a href={`/accounts/${encodeURIComponent(accountId)}`}>
      {data?.account?.name ?? data?.account?.domain ?? accountId}
    </a>
  );
};
