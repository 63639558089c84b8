import { useCallback, useEffect, useState } from 'preact/hooks';
import { Contracts } from '../account/contracts.js';
import { Explanation } from '../account/explanation.js';
import { Facts } from '../account/facts.js';
import { HealthCard } from '../account/health-card.js';
import { HealthHistory } from '../account/health-history.js';
import { History } from '../account/history.js';
import { Origins } from '../account/origins.js';
import { Predictions } from '../account/predictions.js';
import { Support } from '../account/support.js';
import { Usage } from '../account/usage.js';
import { useAccount } from '../account/use-account.js';
import { useChosenDays } from '../account/use-chosen-days.js';
import { useHealth } from '../account/use-health.js';
import type { AccountDetail } from '../api/types.js';
import { LiveStatus } from '../components/live-status.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { daysUpTo } from '../days.js';
import { useNow } from '../use-every.js';
import { type Told, useFreshness } from '../use-freshness.js';
import { dayWords, fieldWords } from '../words.js';

const nameOf = ({ name, domain, accountId }: AccountDetail): string => name ?? domain ?? accountId;

const kindOf = ({ domain, industry, segment, region }: AccountDetail): string =>
  [domain, ...[industry, segment, region].filter((value) => value !== null).map(fieldWords)]
    .filter(Boolean)
    .join(' · ');

type PartsProps = {
  readonly account: AccountDetail;
  readonly changes: number;
  readonly tell: ReturnType<typeof useFreshness>[1];
};

const Parts = ({ account, changes, tell }: PartsProps) => {
  const now = useNow();
  const [today] = useState(now);
  const { accountId } = account;
  const health = useHealth(accountId, daysUpTo(today, 365), tell);
  const chosen = useChosenDays(today);
  const part = { accountId, today, changes, tellFreshness: tell };
  return (
    <>
      <Facts account={account} now={now} />
      <div class="cards">
        <section class="card" aria-label="Health">
          <h2>Health</h2>
          <HealthCard health={health} now={now} />
        </section>
        <div class="column">
          <section class="card" aria-label="Health over 12 months">
            <div class="card-head">
              <h2>Health over 12 months</h2>
              <span class="soft">Shaded by band. Two clicks choose two days.</span>
            </div>
            <HealthHistory health={health} marked={chosen.marked} pick={chosen.pick} />
          </section>
          <section class="card" aria-label="Support">
            <Support {...part} />
          </section>
        </div>
        <section class="card wide" aria-label="Why the score moved">
          <Explanation {...part} chosen={chosen} scoredAt={health.current?.scoredAt} />
        </section>
        <section class="card wide" aria-label="Predictions">
          <h2>Predictions</h2>
          <Predictions accountId={accountId} tellFreshness={tell} />
        </section>
        <section class="card wide" aria-label="Usage">
          <Usage {...part} />
        </section>
        <section class="card" aria-label="Contracts">
          <h2>Contracts</h2>
          <Contracts contracts={account.contracts} now={now} />
        </section>
        <section class="card" aria-label="Known as">
          <h2>Known as</h2>
          <Origins account={account} />
        </section>
        <section class="card wide" aria-label="Recent history">
          <h2>Recent history</h2>
          <History accountId={accountId} changes={changes} />
        </section>
      </div>
    </>
  );
};

const Elsewhere = ({ accountId }: { readonly accountId: string }) => (
  <p class="elsewhere">
    <a href={`/trends?account=${encodeURIComponent(accountId)}`}>Its trends</a>
    <a href={`/anomalies?status=any&account=${encodeURIComponent(accountId)}`}>Its anomalies</a>
  </p>
);

const Head = ({ account, told }: { readonly account: AccountDetail | undefined; readonly told: Told }) => (
  <>
    <nav class="trail" aria-label="Where you are">
      <a href="/">Accounts</a>
    </nav>
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{account === undefined ? 'Account' : nameOf(account)}</h1>
        {account !== undefined && <p class="soft">{kindOf(account)}</p>}
        {account !== undefined && <Elsewhere accountId={account.accountId} />}
        {typeof account?.removedAt === 'string' && <p>Deleted where it was kept, {dayWords(account.removedAt)}</p>}
      </div>
      <LiveStatus told={told} />
    </header>
  </>
);

export const AccountPage = ({ accountId }: { readonly accountId: string }) => {
  const [told, tell] = useFreshness();
  const [changes, setChanges] = useState(0);
  const onChange = useCallback(() => setChanges((n) => n + 1), []);
  const { account, failure, retry } = useAccount({ accountId, tellFreshness: tell, onChange });
  useEffect(() => {
    if (account !== undefined) document.title = `${nameOf(account)} · Treering`;
  }, [account]);
  return (
    <main class="page">
      <Head account={account} told={told} />
      {account === undefined && failure?.kind === 'not-found' && (
        <Note title="There is no such account">
          <a href="/">Show all accounts</a>
        </Note>
      )}
      {failure !== undefined && failure.kind !== 'not-found' && <FailureNote failure={failure} retry={retry} />}
      {account === undefined && failure === undefined && <Skeleton lines={12} label="Reading the account" />}
      {account !== undefined && <Parts key={account.accountId} account={account} changes={changes} tell={tell} />}
    </main>
  );
};
