import { useCallback, useMemo } from 'preact/hooks';
import { AlertList } from '../alerts/alert-list.js';
import { type Asked, addressOf, askedIn } from '../alerts/asked.js';
import { Rules } from '../alerts/rules.js';
import { LiveStatus } from '../components/live-status.js';
import { ReadStatus } from '../components/read-status.js';
import { note } from '../router.js';
import { useFreshness } from '../use-freshness.js';

const VIEWS = [
  { view: 'alerts', title: 'Alerts' },
  { view: 'rules', title: 'Rules and channels' },
] as const;

export const AlertsPage = ({ search }: { readonly search: string }) => {
  const asked = useMemo(() => askedIn(search), [search]);
  const [told, tellFreshness] = useFreshness();
  const ask = useCallback((next: Asked) => note(addressOf(next)), []);
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Alerts</h1>
        {asked.view === 'rules' ? <ReadStatus told={told} /> : <LiveStatus told={told} />}
      </header>
      <fieldset class="segments views">
        <legend class="unseen">What is shown</legend>
        {VIEWS.map(({ view, title }) => (
          <button type="button" key={view} aria-pressed={asked.view === view} onClick={() => ask({ ...asked, view })}>
            {title}
          </button>
        ))}
      </fieldset>
      {asked.view === 'rules' ? (
        <Rules tellFreshness={tellFreshness} />
      ) : (
        <AlertList asked={asked} ask={ask} tellFreshness={tellFreshness} />
      )}
    </main>
  );
};
