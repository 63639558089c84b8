import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { anyAccountChanged, anyHealthChanged, listAccounts } from '../api/documents.js';
import type { AccountPage, Freshness } from '../api/types.js';
import { useSubscription } from '../api/use-subscription.js';
import { type Criteria, filterOf } from './criteria.js';
import { type Change, noRows, type Rows, withChange, withNextPage, withPage } from './rows.js';

const PAGE = 50;
const MOST = 500;

type Shown = {
  readonly rows: Rows;
  readonly nextCursor: string | null;
  readonly failure: Failure | undefined;
  /** `first`: nothing of these criteria is on screen yet. */
  readonly reading: 'first' | 'again' | 'more' | undefined;
};
const nothing: Shown = { rows: noRows, nextCursor: null, failure: undefined, reading: 'first' };

export type AccountList = Shown & { readonly readAgain: () => void; readonly readMore: () => void };

/** The list by criteria, kept live in place, read again after a gap with as many rows as were on screen. */
export const useAccountList = (
  criteria: Criteria,
  tellFreshness: (freshness: Freshness) => void,
  onHealthChange: () => void,
): AccountList => {
  const { query, live } = useApi();
  const [shown, setShown] = useState(nothing);
  const count = useRef(0);
  /** A page that is being read when all is read again is read with it. */
  count.current = shown.rows.items.length + (shown.reading === 'more' ? PAGE : 0);
  const reading = useRef(new AbortController());
  /** Heard while a page was being read. Which of the two is newer cannot be known, but every change is followed by a message, so the message may win. */
  const heard = useRef<ReadonlyArray<Change>>([]);

  const read = useCallback(
    (how: Exclude<Shown['reading'], undefined>, first: number, after: string | null) => {
      reading.current.abort();
      const stopped = new AbortController();
      reading.current = stopped;
      heard.current = [];
      setShown((before) => ({ ...before, reading: how }));
      const show = (answer: Answer<{ readonly accounts: AccountPage }>): void => {
        if (stopped.signal.aborted) return;
        if (!answer.ok) {
          setShown((before) => ({ ...before, failure: answer.failure, reading: undefined }));
          return;
        }
        const { items, nextCursor, freshness } = answer.data.accounts;
        tellFreshness(freshness);
        const missed = heard.current;
        setShown(({ rows }) => ({
          rows: missed.reduce(
            (read, one) => withChange(read, criteria, one),
            how === 'more' ? withNextPage(rows, items) : withPage(how === 'first' ? noRows : rows, items),
          ),
          nextCursor,
          failure: undefined,
          reading: undefined,
        }));
      };
      const variables = { filter: filterOf(criteria), orderBy: criteria.order, first, after };
      void query(listAccounts, variables, stopped.signal).then(show);
    },
    [query, criteria, tellFreshness],
  );
  const readAgain = useCallback(
    () => read(count.current === 0 ? 'first' : 'again', Math.min(Math.max(count.current, PAGE), MOST), null),
    [read],
  );
  const readMore = useCallback(() => read('more', PAGE, shown.nextCursor), [read, shown.nextCursor]);

  useEffect(() => {
    read('first', PAGE, null);
    return () => reading.current.abort();
  }, [read]);
  useEffect(() => live.onResumed(readAgain), [live, readAgain]);

  const change = (one: Change): void => {
    if (shown.reading !== undefined) heard.current = [...heard.current, one];
    setShown((before) => ({ ...before, rows: withChange(before.rows, criteria, one) }));
  };
  useSubscription(anyHealthChanged, {}, ({ healthChanged: { accountId, current, freshness } }) => {
    tellFreshness(freshness);
    onHealthChange();
    change({ accountId, healthScore: current?.score ?? null, healthBand: current?.band ?? null });
  });
  useSubscription(anyAccountChanged, {}, ({ accountChanged: { freshness, ...account } }) => {
    tellFreshness(freshness);
    change(account);
  });

  return { ...shown, readAgain, readMore };
};
