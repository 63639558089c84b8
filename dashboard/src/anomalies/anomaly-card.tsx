import { useRef } from 'preact/hooks';
import type { Anomaly } from '../api/anomaly-types.js';
import type { Failure } from '../api/answer.js';
import { WHOLE_BOOK } from '../book/whole-book.js';
import { Refusal } from '../components/refusal.js';
import type { OpenInbox } from '../inbox/use-inbox.js';
import { agoWords, instantWords, nameWords } from '../words.js';
import { Actions } from './actions.js';
import { Around } from './around.js';
import { Causes } from './causes.js';
import { useAround } from './use-around.js';
import { foundWords, severityBand, severityWords } from './words.js';

type Props = {
  readonly anomaly: Anomaly;
  readonly refusal: Failure | undefined;
  readonly inbox: OpenInbox<Anomaly>;
  readonly mayChange: boolean;
  readonly now: number;
};

export const AnomalyCard = ({ anomaly, refusal, inbox, mayChange, now }: Props) => {
  const card = useRef<HTMLElement>(null);
  const { name, points } = useAround(card, anomaly);
  const { anomalyId, accountId, metric, kind, status, statusSince, explanation } = anomaly;
  const isBook = accountId === WHOLE_BOOK;
  const title = `anomaly-${anomalyId}`;
  return (
    <article class="card anomaly" tabIndex={-1} ref={card} aria-labelledby={title} data-status={status}>
      <div>
        <h2 id={title}>
          {nameWords(metric)} of{' '}
          {isBook ? 'all accounts' : <a href={`/accounts/${encodeURIComponent(accountId)}`}>{name}</a>}
        </h2>
        <p class="severity">
          <span class="band" data-band={severityBand(anomaly)}>
            {severityWords(anomaly)}
          </span>
          <span class="soft">{nameWords(kind)}</span>
        </p>
        <p class="soft">{foundWords(anomaly)}</p>
        {isBook ? (
          <p class="soft">
            <a href={`/anomalies?status=any&metric=${metric}`}>The same metric of accounts</a>
          </p>
        ) : (
          <Causes anomalyId={anomalyId} />
        )}
      </div>
      <div class="around-frame">{points !== undefined && <Around anomaly={anomaly} points={points} />}</div>
      <div class="state">
        <p role="status">
          <strong>{nameWords(status)}</strong>{' '}
          <span class="soft" title={instantWords(statusSince)}>
            {agoWords(statusSince, now)}
          </span>
        </p>
        {explanation !== null && <p class="explanation">{explanation}</p>}
        <Refusal refused={refusal} />
        {mayChange && <Actions anomaly={anomaly} inbox={inbox} keepFocus={() => card.current?.focus()} />}
      </div>
    </article>
  );
};
