import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { comparePeriods, listMetrics, readSeries } from '../api/trend-documents.js';
import { useQuery } from '../api/use-query.js';
import { scopeOf } from '../book/asked-book.js';
import { daysOf } from '../book/period.js';
import { FailureNote } from '../components/note.js';
import { ReadStatus } from '../components/read-status.js';
import { Skeleton } from '../components/skeleton.js';
import { note } from '../router.js';
import { type Asked, addressOf, askedIn } from '../trends/asked.js';
import { Controls } from '../trends/controls.js';
import { MetricCard } from '../trends/metric-card.js';
import { useEvery, useNow } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';

const READ_EVERY = 60_000;

const useTrends = (asked: Asked, now: number) => {
  const { metrics, book, split, period, knownAt, grain, compare } = asked;
  const wanted = { metrics, ...scopeOf(book), ...daysOf(period, now), knownAt, split };
  const series = useQuery(readSeries, { ...wanted, grain });
  const compared = useQuery(comparePeriods, compare ? wanted : undefined);
  useEvery(READ_EVERY, () => {
    series.refresh();
    compared.refresh();
  });
  return { series, compared };
};

export const TrendsPage = ({ search }: { readonly search: string }) => {
  const asked = useMemo(() => askedIn(search), [search]);
  const now = useNow();
  const [told, tellFreshness] = useFreshness();
  const metrics = useQuery(listMetrics, {}).data?.trendMetrics.metrics ?? [];
  const { series, compared } = useTrends(asked, now);
  const ask = useCallback((next: Asked) => note(addressOf(next)), []);
  const answer = series.data?.trendSeries;
  useEffect(() => {
    if (answer !== undefined) tellFreshness(answer.freshness);
  }, [answer]);
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Trends</h1>
        <ReadStatus told={told} />
      </header>
      <Controls asked={asked} metrics={metrics} now={now} ask={ask} />
      {series.failure !== undefined && <FailureNote failure={series.failure} retry={series.refresh} />}
      {compared.failure !== undefined && <FailureNote failure={compared.failure} retry={compared.refresh} />}
      {answer === undefined && series.failure === undefined && <Skeleton lines={10} label="Reading the trends" />}
      {answer !== undefined && (
        <div class="metrics" aria-busy={series.loading}>
          {asked.metrics.map((metric) => (
            <MetricCard
              key={metric}
              metric={metric}
              rollup={metrics.find((known) => known.metric === metric)?.rollup}
              asked={asked}
              answer={answer}
              compared={compared.data?.comparePeriods}
              loading={series.loading}
              tellFreshness={tellFreshness}
            />
          ))}
        </div>
      )}
    </main>
  );
};
