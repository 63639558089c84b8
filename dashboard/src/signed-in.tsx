import { useEffect, useState } from 'preact/hooks';
import { ApiContext } from './api/context.js';
import { checkSession } from './api/documents.js';
import { makeLive } from './api/live.js';
import { makeQuery } from './api/query.js';
import { TopBar } from './components/top-bar.js';
import { AccountPage } from './pages/account.js';
import { AccountListPage } from './pages/account-list.js';
import { AlertsPage } from './pages/alerts.js';
import { AnomaliesPage } from './pages/anomalies.js';
import { CohortsPage } from './pages/cohorts.js';
import { CorrelationsPage } from './pages/correlations.js';
import { NotFoundPage } from './pages/not-found.js';
import { OpportunitiesPage } from './pages/opportunities.js';
import { RisksPage } from './pages/risks.js';
import { SegmentsPage } from './pages/segments.js';
import { TrendsPage } from './pages/trends.js';
import { MENU, pageAt, usePlace } from './router.js';
import { claimsOf } from './token.js';

type Props = { readonly token: string; readonly signOut: (because: string | undefined) => void };

const LONGEST_TIMER = 2 ** 31 - 1;
const EXPIRED = 'The token has expired. Sign in with a new one.';

const makeApi = (token: string, signOut: Props['signOut']) => {
  const query = makeQuery(token, (message) => signOut(`${message} Sign in with a new one.`));
  const live = makeLive(token, () => void query(checkSession, {}));
  return { query, live, role: claimsOf(token)?.role ?? null };
};

/** A page for each path. It starts anew when the path changes, and not when only its search does. */
const CurrentPage = () => {
  const { path, search } = usePlace();
  const page = pageAt(path);
  useEffect(() => {
    const listed = MENU.find(({ name }) => name === page?.name);
    document.title = listed === undefined ? 'Treering' : `${listed.title} · Treering`;
    document.querySelector('h1')?.focus({ preventScroll: true });
  }, [path]);
  switch (page?.name) {
    case undefined:
      return <NotFoundPage />;
    case 'account':
      return <AccountPage key={page.accountId} accountId={page.accountId} />;
    case 'accounts':
      return <AccountListPage search={search} />;
    case 'risks':
      return <RisksPage search={search} />;
    case 'opportunities':
      return <OpportunitiesPage search={search} />;
    case 'trends':
      return <TrendsPage search={search} />;
    case 'anomalies':
      return <AnomaliesPage search={search} />;
    case 'alerts':
      return <AlertsPage search={search} />;
    case 'correlations':
      return <CorrelationsPage search={search} />;
    case 'cohorts':
      return <CohortsPage search={search} />;
    case 'segments':
      return <SegmentsPage search={search} />;
  }
};

export const SignedIn = ({ token, signOut }: Props) => {
  const [api] = useState(() => makeApi(token, signOut));
  const claims = claimsOf(token);
  useEffect(() => api.live.close, [api]);
  useEffect(() => {
    const expiresAt = claims?.expiresAt ?? null;
    if (expiresAt === null) return;
    const timer = setTimeout(() => signOut(EXPIRED), Math.min(Math.max(expiresAt - Date.now(), 0), LONGEST_TIMER));
    return () => clearTimeout(timer);
  }, [token]);
  return (
    <ApiContext.Provider value={api}>
      <TopBar role={api.role} signOut={() => signOut(undefined)} />
      <CurrentPage />
    </ApiContext.Provider>
  );
};
