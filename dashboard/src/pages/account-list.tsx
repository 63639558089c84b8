import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { AccountTable } from '../account-list/account-table.js';
import { addressOf, type Criteria, criteriaIn, isNarrowed } from '../account-list/criteria.js';
import { Distribution } from '../account-list/distribution.js';
import { Filters } from '../account-list/filters.js';
import { type AccountList, useAccountList } from '../account-list/use-account-list.js';
import { listIndustries, readPulse } from '../api/documents.js';
import { useQuery } from '../api/use-query.js';
import { LiveStatus } from '../components/live-status.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { note } from '../router.js';
import { useEvery } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';
import { countWords } from '../words.js';

const PULSE = 15_000;

const orderWords: Readonly<Record<Criteria['order'], string>> = {
  health: 'The least healthy first',
  name: 'By name',
  arr: 'The largest ARR first',
  lastActivity: 'The latest activity first',
};

const industriesIn = (items: ReadonlyArray<{ readonly industry: string | null }>, chosen: string) =>
  [...new Set([...items.map(({ industry }) => industry), chosen])]
    .filter((industry): industry is string => industry !== null && industry !== '')
    .sort((a, b) => a.localeCompare(b));

type ResultsProps = { readonly list: AccountList; readonly criteria: Criteria };

const Results = ({ list, criteria }: ResultsProps) => {
  const { rows, failure, reading, nextCursor, readAgain, readMore } = list;
  if (rows.items.length === 0) {
    if (failure !== undefined) return <FailureNote failure={failure} retry={readAgain} />;
    if (reading !== undefined) return <Skeleton lines={10} label="Reading the accounts" />;
    return isNarrowed(criteria) ? (
      <Note title="No account fits">
        <a href="/">Show all accounts</a>
      </Note>
    ) : (
      <Note title="No accounts yet">They show here as soon as a source has told of one.</Note>
    );
  }
  return (
    <>
      {failure !== undefined && <FailureNote failure={failure} retry={readAgain} />}
      <AccountTable rows={rows.items} busy={reading === 'first'} />
      <div class="table-end">
        <span>
          {countWords(rows.items.length, 'account')} shown{nextCursor === null ? '' : ', and there are more'}
        </span>
        {nextCursor !== null && (
          <button type="button" disabled={reading === 'more'} onClick={readMore}>
            {reading === 'more' ? 'Loading…' : 'Load more'}
          </button>
        )}
      </div>
    </>
  );
};

type OrderProps = { readonly list: AccountList; readonly order: Criteria['order'] };

/** How the rows are ordered. It is there before it has more to say, so that the table does not jump. */
const OrderLine = ({ list, order }: OrderProps) => (
  <p class="order-line" role="status">
    {list.rows.outOfOrder ? (
      <>
        Live changes have altered the order.
        <button type="button" class="quiet" onClick={list.readAgain}>
          Sort again
        </button>
      </>
    ) : (
      orderWords[order]
    )}
  </p>
);

export const AccountListPage = ({ search }: { readonly search: string }) => {
  const criteria = useMemo(() => criteriaIn(search), [search]);
  const [told, tellFreshness] = useFreshness();
  const pulse = useQuery(readPulse, {});
  const industries = useQuery(listIndustries, {});
  const list = useAccountList(criteria, tellFreshness, pulse.refresh);
  const ask = useCallback((asked: Criteria) => note(addressOf(asked)), []);

  useEvery(PULSE, pulse.refresh);
  useEffect(() => {
    if (pulse.data !== undefined) tellFreshness(pulse.data.accounts.freshness, pulse.data.healthBands.freshness);
  }, [pulse.data, tellFreshness]);

  const known = [...(industries.data?.accounts.items ?? []), ...list.rows.items];
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Accounts</h1>
        <LiveStatus told={told} />
      </header>
      {pulse.data === undefined && pulse.failure !== undefined ? (
        <FailureNote failure={pulse.failure} retry={pulse.refresh} />
      ) : (
        <Distribution
          counts={pulse.data?.healthBands.bands}
          chosen={criteria.band}
          choose={(band) => ask({ ...criteria, band })}
        />
      )}
      <Filters criteria={criteria} industries={industriesIn(known, criteria.industry)} ask={ask} />
      <OrderLine list={list} order={criteria.order} />
      <Results list={list} criteria={criteria} />
    </main>
  );
};
