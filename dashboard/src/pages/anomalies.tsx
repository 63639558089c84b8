import { useCallback, useMemo } from 'preact/hooks';
import { AnomalyCard } from '../anomalies/anomaly-card.js';
import { type Asked, addressOf, askedIn, filterOf } from '../anomalies/asked.js';
import { Filters } from '../anomalies/filters.js';
import { Sensitivity } from '../anomalies/sensitivity.js';
import { source } from '../anomalies/source.js';
import type { Anomaly } from '../api/anomaly-types.js';
import { useApi } from '../api/context.js';
import { LiveStatus } from '../components/live-status.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { MOST_LISTED, type OpenInbox, useInbox } from '../inbox/use-inbox.js';
import { mayChange } from '../roles.js';
import { note } from '../router.js';
import { useNow } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';
import { countWords } from '../words.js';

const Found = ({ inbox }: { readonly inbox: OpenInbox<Anomaly> }) => {
  const now = useNow();
  const { role } = useApi();
  const { items: anomalies, refusals, failure, loading, hasMore, readMore } = inbox;
  if (anomalies.length === 0) {
    if (loading) return <Skeleton lines={10} label="Reading the anomalies" />;
    return failure === undefined ? (
      <Note title="Nothing unusual">
        <a href="/anomalies?status=any">Show all anomalies</a>
      </Note>
    ) : null;
  }
  return (
    <>
      <div class="anomalies">
        {anomalies.map((anomaly) => (
          <AnomalyCard
            key={anomaly.anomalyId}
            anomaly={anomaly}
            refusal={refusals.get(anomaly.anomalyId)}
            inbox={inbox}
            mayChange={mayChange(role, 'anomalies')}
            now={now}
          />
        ))}
      </div>
      <div class="table-end">
        <span role="status">
          {countWords(anomalies.length, 'anomaly', 'anomalies')} shown
          {hasMore ? ', and there are more' : ''}
        </span>
        {hasMore && anomalies.length < MOST_LISTED && (
          <button type="button" disabled={loading} onClick={readMore}>
            Load more
          </button>
        )}
      </div>
    </>
  );
};

export const AnomaliesPage = ({ search }: { readonly search: string }) => {
  const asked = useMemo(() => askedIn(search), [search]);
  const [told, tellFreshness] = useFreshness();
  const inbox = useInbox(source, filterOf(asked), tellFreshness);
  const ask = useCallback((next: Asked) => note(addressOf(next)), []);
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Anomalies</h1>
        <LiveStatus told={told} />
      </header>
      <Filters asked={asked} ask={ask} />
      <Sensitivity />
      {inbox.failure !== undefined && <FailureNote failure={inbox.failure} retry={() => void inbox.readAgain()} />}
      <Found inbox={inbox} />
    </main>
  );
};
