import { useEffect, useMemo } from 'preact/hooks';
import { readSupport } from '../api/documents.js';
import { useQuery } from '../api/use-query.js';
import { Chart } from '../charts/chart.js';
import { SUPPORT_METRICS, supportTrendOption } from '../charts/support-trend.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { daysUpTo } from '../days.js';
import type { PartProps } from './part.js';

const DAYS = 182;
const REFRESH_EVERY = 10_000;

export const Support = ({ accountId, today, changes, tellFreshness }: PartProps) => {
  const variables = { id: accountId, metrics: SUPPORT_METRICS, ...daysUpTo(today, DAYS) };
  const { data, failure, refresh } = useQuery(readSupport, variables, REFRESH_EVERY);
  useEffect(() => {
    if (changes > 0) refresh();
  }, [changes]);
  useEffect(() => {
    if (data?.account) tellFreshness(data.account.trends.freshness);
  }, [data]);
  const series = data?.account?.trends.series;
  const option = useMemo(() => series && supportTrendOption(series), [series]);
  const told = series?.some(({ points }) => points.some(({ value }) => (value ?? 0) > 0));
  return (
    <>
      <div class="card-head">
        <h2>Support</h2>
        <span class="soft">Last 26 weeks</span>
      </div>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {series === undefined && failure === undefined && <Skeleton lines={5} label="Reading the support cases" />}
      {series && !told && <Note title="No case was opened or solved in the last 26 weeks" />}
      {option && told && <Chart option={option} label="Support cases opened and solved, week by week" />}
    </>
  );
};
