import { STATUSES } from '../api/anomaly-types.js';
import { listMetrics } from '../api/trend-documents.js';
import { useQuery } from '../api/use-query.js';
import { Narrowing } from '../book/narrowing.js';
import { WHOLE_BOOK } from '../book/whole-book.js';
import { StateChoice } from '../components/state-choice.js';
import { nameWords } from '../words.js';
import type { Asked } from './asked.js';

type Props = { readonly asked: Asked; readonly ask: (asked: Asked) => void };

export const Filters = ({ asked, ask }: Props) => {
  const metrics = useQuery(listMetrics, {}).data?.trendMetrics.metrics.map(({ metric }) => metric) ?? [];
  const known = [...new Set([...metrics, asked.metric])].filter((metric) => metric !== '');
  return (
    <search class="asked">
      <div class="fields">
        <StateChoice states={STATUSES} chosen={asked.status} choose={(status) => ask({ ...asked, status })} />
        <label>
          <span>Metric</span>
          <select value={asked.metric} onChange={(event) => ask({ ...asked, metric: event.currentTarget.value })}>
            <option value="">All</option>
            {known.map((metric) => (
              <option key={metric} value={metric}>
                {nameWords(metric)}
              </option>
            ))}
          </select>
        </label>
        {asked.book.account === '' && (
          <label>
            <span>Of</span>
            <select
              value=""
              onChange={({ currentTarget: { value } }) => ask({ ...asked, book: { ...asked.book, account: value } })}
            >
              <option value="">Accounts, one and all</option>
              <option value={WHOLE_BOOK}>All accounts together</option>
            </select>
          </label>
        )}
        <Narrowing book={asked.book} attributes={['segment']} ask={(book) => ask({ ...asked, book })} />
      </div>
    </search>
  );
};
