import { useRef } from 'preact/hooks';
import { acknowledgeAlert, resolveAlert } from '../api/alert-documents.js';
import type { Alert, AlertStatus } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { AccountLink } from '../components/account-link.js';
import { Refusal } from '../components/refusal.js';
import type { OpenInbox } from '../inbox/use-inbox.js';
import { agoWords, countWords, instantWords, nameWords } from '../words.js';
import { deliveryWords, seenWords, severityOf } from './words.js';

const sinceOf = ({ status, openedAt, acknowledgedAt, resolvedAt }: Alert): string => {
  const since: Readonly<Record<AlertStatus, string | null>> = {
    open: openedAt,
    acknowledged: acknowledgedAt,
    resolved: resolvedAt,
  };
  return since[status] ?? openedAt;
};

const stateWords = ({ status, resolvedBy }: Alert): string =>
  status === 'resolved' && resolvedBy === 'condition' ? 'Ended by itself' : nameWords(status);

const Told = ({ alert: { deliveries } }: { readonly alert: Alert }) => {
  const failed = deliveries.filter(({ state }) => state === 'failed' || state === 'given-up').length;
  if (deliveries.length === 0) return null;
  return (
    <details class="causes">
      <summary>
        Told {countWords(deliveries.length, 'channel')}
        {failed > 0 && <strong class="complaint">, {failed} not reached</strong>}
      </summary>
      <ul>
        {deliveries.map((delivery) => (
          <li key={`${delivery.channel} ${delivery.about}`}>{deliveryWords(delivery)}</li>
        ))}
      </ul>
    </details>
  );
};

const Seen = ({ alert: { seen, accountId } }: { readonly alert: Alert }) => {
  const severity = severityOf(seen);
  return (
    <>
      {severity !== undefined && (
        <p class="severity">
          <span class="band" data-band={severity.band}>
            {severity.words}
          </span>
          {seen.what === 'anomaly' && <span class="soft">{nameWords(seen.kind)}</span>}
        </p>
      )}
      <p>{seenWords(seen)}</p>
      {seen.what === 'anomaly' && (
        <p class="soft">
          <a href={`/anomalies?status=any&metric=${seen.metric}&account=${encodeURIComponent(accountId)}`}>
            The anomaly
          </a>
        </p>
      )}
    </>
  );
};

type Props = {
  readonly alert: Alert;
  readonly refusal: Failure | undefined;
  readonly inbox: Pick<OpenInbox<Alert>, 'say'>;
  readonly mayChange: boolean;
  readonly now: number;
};

export const AlertCard = ({ alert, refusal, inbox: { say }, mayChange, now }: Props) => {
  const { query } = useApi();
  const card = useRef<HTMLElement>(null);
  const { alertId: id, status, escalatedAt } = alert;
  const title = `alert-${id}`;
  const change = (to: 'acknowledged' | 'resolved') => {
    card.current?.focus();
    const at = new Date(now).toISOString();
    const said = to === 'resolved' ? { resolvedAt: at, resolvedBy: 'person' } : { acknowledgedAt: at };
    say(alert, { status: to, ...said }, () => query(to === 'resolved' ? resolveAlert : acknowledgeAlert, { id }));
  };
  return (
    <article class="card alert" tabIndex={-1} ref={card} aria-labelledby={title} data-status={status}>
      <div>
        <h2 id={title}>
          {alert.ruleName}: <AccountLink accountId={alert.accountId} />
        </h2>
        <Seen alert={alert} />
        <Told alert={alert} />
      </div>
      <div class="state">
        <p role="status">
          <strong>{stateWords(alert)}</strong>{' '}
          <span class="soft" title={instantWords(sinceOf(alert))}>
            {agoWords(sinceOf(alert), now)}
          </span>
        </p>
        {escalatedAt !== null && <p class="soft">Escalated {agoWords(escalatedAt, now)}</p>}
        <Refusal refused={refusal} />
        {mayChange && status !== 'resolved' && (
          <div class="actions">
            {status === 'open' && (
              <button type="button" class="quiet" onClick={() => change('acknowledged')}>
                Acknowledge
              </button>
            )}
            <button type="button" class="quiet" onClick={() => change('resolved')}>
              Resolve
            </button>
          </div>
        )}
      </div>
    </article>
  );
};
