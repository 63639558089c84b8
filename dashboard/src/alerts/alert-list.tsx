import { listRules } from '../api/alert-documents.js';
import { ALERT_STATUSES } from '../api/alert-types.js';
import { useApi } from '../api/context.js';
import type { Freshness } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { StateChoice } from '../components/state-choice.js';
import { MOST_LISTED, useInbox } from '../inbox/use-inbox.js';
import { mayChange } from '../roles.js';
import { useNow } from '../use-every.js';
import { countWords } from '../words.js';
import { AlertCard } from './alert-card.js';
import { type Asked, filterOf } from './asked.js';
import { source } from './source.js';

type FilterProps = { readonly asked: Asked; readonly ask: (asked: Asked) => void };

const Filters = ({ asked, ask }: FilterProps) => {
  const rules = useQuery(listRules, { minPosition: null }).data?.alertRules.items ?? [];
  const isKnown = asked.rule === '' || rules.some(({ ruleId }) => ruleId === asked.rule);
  return (
    <search class="asked">
      <div class="fields">
        <StateChoice states={ALERT_STATUSES} chosen={asked.status} choose={(status) => ask({ ...asked, status })} />
        <label>
          <span>Rule</span>
          <select value={asked.rule} onChange={(event) => ask({ ...asked, rule: event.currentTarget.value })}>
            <option value="">All</option>
            {!isKnown && <option value={asked.rule}>{asked.rule}</option>}
            {rules.map(({ ruleId, name }) => (
              <option key={ruleId} value={ruleId}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </search>
  );
};

type Props = FilterProps & { readonly tellFreshness: (freshness: Freshness) => void };

export const AlertList = ({ asked, ask, tellFreshness }: Props) => {
  const { role } = useApi();
  const now = useNow();
  const inbox = useInbox(source, filterOf(asked), tellFreshness);
  const { items, refusals, failure, loading, hasMore, readMore, readAgain } = inbox;
  const isEmpty = items.length === 0;
  return (
    <>
      <Filters asked={asked} ask={ask} />
      {failure !== undefined && <FailureNote failure={failure} retry={() => void readAgain()} />}
      {isEmpty && loading && <Skeleton lines={8} label="Reading the alerts" />}
      {isEmpty && !loading && failure === undefined && (
        <Note title={asked.status === 'open' ? 'No open alerts' : 'No such alerts'}>
          <a href="/alerts?status=any">Show all alerts</a>
        </Note>
      )}
      <div class="alerts">
        {items.map((alert) => (
          <AlertCard
            key={alert.alertId}
            alert={alert}
            refusal={refusals.get(alert.alertId)}
            inbox={inbox}
            mayChange={mayChange(role, 'alerts')}
            now={now}
          />
        ))}
      </div>
      {!isEmpty && (
        <div class="table-end">
          <span role="status">
            {countWords(items.length, 'alert')} shown{hasMore ? ', and there are more' : ''}
          </span>
          {hasMore && items.length < MOST_LISTED && (
            <button type="button" disabled={loading} onClick={readMore}>
              Load more
            </button>
          )}
        </div>
      )}
    </>
  );
};
