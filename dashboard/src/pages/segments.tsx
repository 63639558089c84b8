import { useCallback, useMemo } from 'preact/hooks';
import { ReadStatus } from '../components/read-status.js';
import { note } from '../router.js';
import { type Asked, addressOf, askedIn } from '../segments/asked.js';
import { Segments } from '../segments/segments.js';
import { useNow } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';

export const SegmentsPage = ({ search }: { readonly search: string }) => {
  const asked = useMemo(() => askedIn(search), [search]);
  const now = useNow();
  const [told, tellFreshness] = useFreshness();
  const ask = useCallback((next: Asked) => note(addressOf(next)), []);
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Segments</h1>
        <ReadStatus told={told} />
      </header>
      <Segments asked={asked} now={now} ask={ask} tellFreshness={tellFreshness} />
    </main>
  );
};
