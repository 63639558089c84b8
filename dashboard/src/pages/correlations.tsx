import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { listMetrics, readCorrelations } from '../api/trend-documents.js';
import type { Grain } from '../api/trend-types.js';
import { useQuery } from '../api/use-query.js';
import { scopeOf } from '../book/asked-book.js';
import { daysOf } from '../book/period.js';
import { FailureNote } from '../components/note.js';
import { ReadStatus } from '../components/read-status.js';
import { Skeleton } from '../components/skeleton.js';
import { type Asked, addressOf, askedIn, USUAL_METRICS } from '../correlations/asked.js';
import { Controls } from '../correlations/controls.js';
import { Findings } from '../correlations/findings.js';
import { HeatMap } from '../correlations/heat-map.js';
import { note } from '../router.js';
import { useEvery, useNow } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';

const LONGEST_LAGS: Readonly<Record<Grain, number>> = { day: 30, week: 12, month: 6, quarter: 4 };
const READ_EVERY = 300_000;

/** Every pair at every lag is reckoned anew each time, so this is read less often than the other pages. */
export const CorrelationsPage = ({ search }: { readonly search: string }) => {
  const now = useNow();
  const [told, tellFreshness] = useFreshness();
  const listed = useQuery(listMetrics, {});
  const metrics = listed.data?.trendMetrics.metrics.map(({ metric }) => metric);
  const asked = useMemo(() => {
    const given = askedIn(search);
    return given.metrics.length > 0 ? given : { ...given, metrics: metrics?.slice(0, USUAL_METRICS) ?? [] };
  }, [search, listed.data]);
  const { data, failure, loading, refresh } = useQuery(
    readCorrelations,
    asked.metrics.length === 0
      ? undefined
      : {
          ...{ metrics: asked.metrics, grain: asked.grain, longestLag: LONGEST_LAGS[asked.grain] },
          ...{ ...scopeOf(asked.book), ...daysOf(asked.period, now) },
        },
  );
  useEvery(READ_EVERY, refresh);
  const ask = useCallback((next: Asked) => note(addressOf(next)), []);
  const correlations = data?.correlations;
  useEffect(() => {
    if (correlations !== undefined) tellFreshness(correlations.freshness);
  }, [correlations]);
  const problem = failure ?? listed.failure;
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Correlations</h1>
        <ReadStatus told={told} />
      </header>
      <Controls asked={asked} metrics={metrics ?? []} now={now} ask={ask} />
      {problem !== undefined && (
        <FailureNote failure={problem} retry={failure === undefined ? listed.refresh : refresh} />
      )}
      {correlations === undefined && problem === undefined && <Skeleton lines={8} label="Reckoning the correlations" />}
      {correlations !== undefined && (
        <div class="column" aria-busy={loading}>
          <section class="card" aria-label="Heat map">
            <HeatMap metrics={asked.metrics} correlations={correlations} />
            <p class="caption">
              Seasons and trends are taken out first. Framed and bold: more than chance. Pale: as chance would have it.
            </p>
          </section>
          <Findings correlations={correlations} />
        </div>
      )}
    </main>
  );
};
