import { useEffect, useState } from 'preact/hooks';

type ListPage =
  | 'accounts'
  | 'risks'
  | 'opportunities'
  | 'trends'
  | 'anomalies'
  | 'alerts'
  | 'correlations'
  | 'cohorts'
  | 'segments';
export type Page = { readonly name: ListPage } | { readonly name: 'account'; readonly accountId: string };

/** The pages that stand in the bar on top, in its order. */
export const MENU: ReadonlyArray<{ readonly name: ListPage; readonly path: string; readonly title: string }> = [
  { name: 'accounts', path: '/', title: 'Accounts' },
  { name: 'risks', path: '/risks', title: 'Risks' },
  { name: 'opportunities', path: '/opportunities', title: 'Opportunities' },
  { name: 'trends', path: '/trends', title: 'Trends' },
  { name: 'anomalies', path: '/anomalies', title: 'Anomalies' },
  { name: 'alerts', path: '/alerts', title: 'Alerts' },
  { name: 'correlations', path: '/correlations', title: 'Correlations' },
  { name: 'cohorts', path: '/cohorts', title: 'Cohorts' },
  { name: 'segments', path: '/segments', title: 'Segments' },
];

/** The page an address is of; `undefined` where there is none. */
export const pageAt = (path: string): Page | undefined => {
  const listed = MENU.find((page) => page.path === path);
  if (listed !== undefined) return { name: listed.name };
  const accountId = /^\/accounts\/([^/]+)\/?$/.exec(path)?.[1];
  return accountId === undefined ? undefined : { name: 'account', accountId: decodeURIComponent(accountId) };
};

export type Place = { readonly path: string; readonly search: string };

const MOVED = 'treering:moved';
const here = (): Place => ({ path: window.location.pathname, search: window.location.search });
const announce = (): boolean => window.dispatchEvent(new Event(MOVED));

/** Goes to another page of the application. */
const go = (to: string): void => {
  window.history.pushState(null, '', to);
  window.scrollTo(0, 0);
  announce();
};

/** Says in the address what the page already shows, so that it survives a reload and can be shared. */
export const note = (to: string): void => {
  window.history.replaceState(window.history.state, '', to);
  announce();
};

export const usePlace = (): Place => {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const read = () => setPlace(here());
    window.addEventListener('popstate', read);
    window.addEventListener(MOVED, read);
    return () => {
      window.removeEventListener('popstate', read);
      window.removeEventListener(MOVED, read);
    };
  }, []);
  return place;
};

/** Goes to pages of ours without a reload, and leaves every other click to the browser. */
export const followLink = (event: MouseEvent): void => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== window.location.origin) return;
  if (event.defaultPrevented || event.button !== 0 || link.target !== '' || link.hash !== '') return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (pageAt(link.pathname) === undefined) return;
  event.preventDefault();
  go(`${link.pathname}${link.search}`);
};
