import { useEffect, useMemo, useState } from 'preact/hooks';
import { readUsage } from '../api/documents.js';
import { useQuery } from '../api/use-query.js';
import { Chart } from '../charts/chart.js';
import { usageTrendOption } from '../charts/usage-trend.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { daysUpTo } from '../days.js';
import { countWords } from '../words.js';
import type { PartProps } from './part.js';

const SPANS = [
  { words: '90 days', days: 90, grain: 'day', step: 1 },
  { words: '12 months', days: 365, grain: 'week', step: 7 },
] as const;
type Span = (typeof SPANS)[number];
const REFRESH_EVERY = 10_000;

type SpansProps = { readonly chosen: Span; readonly choose: (span: Span) => void };

const Spans = ({ chosen, choose }: SpansProps) => (
  <fieldset class="segments">
    <legend class="unseen">Timeframe</legend>
    {SPANS.map((span) => (
      <button type="button" key={span.words} aria-pressed={span === chosen} onClick={() => choose(span)}>
        {span.words}
      </button>
    ))}
  </fieldset>
);

export const Usage = ({ accountId, today, changes, tellFreshness }: PartProps) => {
  const [span, setSpan] = useState<Span>(SPANS[0]);
  const variables = { id: accountId, ...daysUpTo(today, span.days), grain: span.grain };
  const { data, failure, loading, refresh } = useQuery(readUsage, variables, REFRESH_EVERY);
  useEffect(() => {
    if (changes > 0) refresh();
  }, [changes]);
  useEffect(() => {
    if (data?.account) tellFreshness(data.account.byFeature.freshness);
  }, [data]);
  const trend = useMemo(
    () => data?.account && { byFeature: data.account.byFeature.series, people: data.account.people.series },
    [data],
  );
  const option = useMemo(() => trend && usageTrendOption({ ...trend, step: span.step }), [trend]);
  const told = trend && [...trend.byFeature, ...trend.people].some(({ points }) => points.length > 0);
  return (
    <>
      <div class="card-head">
        <h2>Usage</h2>
        <Spans chosen={span} choose={setSpan} />
      </div>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {trend === undefined && failure === undefined && <Skeleton lines={6} label="Reading the usage" />}
      {trend && !told && <Note title={`No usage was told of in the last ${span.words}`} />}
      {option && told && (
        <div aria-busy={loading}>
          <Chart
            option={option}
            label={`Things done in the product over the last ${span.words}, by ${countWords(trend?.byFeature.length ?? 0, 'feature')}, and the number of active users`}
          />
          <p class="caption">{span.step === 1 ? 'Days' : 'Weeks'} nobody told of are left out. They are not zero.</p>
        </div>
      )}
    </>
  );
};
