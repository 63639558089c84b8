import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { readCohorts } from '../api/trend-documents.js';
import type { Triangle } from '../api/trend-types.js';
import { useQuery } from '../api/use-query.js';
import { scopeOf } from '../book/asked-book.js';
import { daysOf } from '../book/period.js';
import { type Asked, addressOf, askedIn } from '../cohorts/asked.js';
import { Controls, measureWords } from '../cohorts/controls.js';
import { TriangleTable } from '../cohorts/triangle-table.js';
import { FailureNote, Note } from '../components/note.js';
import { ReadStatus } from '../components/read-status.js';
import { Skeleton } from '../components/skeleton.js';
import { note } from '../router.js';
import { partWords } from '../trends/words.js';
import { useEvery, useNow } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';
import { countWords } from '../words.js';

const READ_EVERY = 60_000;

/** Those whose value is not known in one currency are in no number, and are told of. */
const leftOutOf = ({ averages }: Triangle): number => Math.max(0, ...averages.map(({ leftOut }) => leftOut));

const TriangleCard = ({ triangle, asked }: { readonly triangle: Triangle; readonly asked: Asked }) => {
  const title = asked.split === null ? 'All customers' : partWords(triangle.part);
  const leftOut = leftOutOf(triangle);
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <h2>{title}</h2>
        <span class="soft">{measureWords[asked.measure]}</span>
      </div>
      <TriangleTable
        triangle={triangle}
        measure={asked.measure}
        grain={asked.grain}
        caption={`${measureWords[asked.measure]} by ${asked.grain}s since they became customers: ${title}`}
      />
      {leftOut > 0 && (
        <p class="caption">{countWords(leftOut, 'account')} with contracts in several currencies left out.</p>
      )}
    </section>
  );
};

export const CohortsPage = ({ search }: { readonly search: string }) => {
  const asked = useMemo(() => askedIn(search), [search]);
  const now = useNow();
  const [told, tellFreshness] = useFreshness();
  const { data, failure, loading, refresh } = useQuery(readCohorts, {
    ...{ ...scopeOf(asked.book), ...daysOf(asked.period, now) },
    ...{ split: asked.split, grain: asked.grain },
  });
  useEvery(READ_EVERY, refresh);
  const ask = useCallback((next: Asked) => note(addressOf(next)), []);
  const cohorts = data?.cohorts;
  useEffect(() => {
    if (cohorts !== undefined) tellFreshness(cohorts.freshness);
  }, [cohorts]);
  const triangles = cohorts?.triangles.filter((triangle) => triangle.cohorts.length > 0);
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Cohorts</h1>
        <ReadStatus told={told} />
      </header>
      <Controls asked={asked} now={now} ask={ask} />
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {triangles === undefined && failure === undefined && <Skeleton lines={10} label="Reading the cohorts" />}
      {triangles?.length === 0 && <Note title="Nobody became a customer in this time" />}
      <div class="column" aria-busy={loading}>
        {triangles?.map((triangle) => (
          <TriangleCard key={triangle.part} triangle={triangle} asked={asked} />
        ))}
      </div>
    </main>
  );
};
