import { useEffect, useRef, useState } from 'preact/hooks';
import {
  acknowledgeAnomaly,
  type Change,
  explainAnomaly,
  reopenAnomaly,
  resolveAnomaly,
} from '../api/anomaly-documents.js';
import type { Anomaly, AnomalyStatus } from '../api/anomaly-types.js';
import { useApi } from '../api/context.js';
import type { OpenInbox } from '../inbox/use-inbox.js';

const MOST = 1000;

type Action = { readonly words: string; readonly change: Change; readonly to: AnomalyStatus };

const acknowledge: Action = { words: 'Acknowledge', change: acknowledgeAnomaly, to: 'acknowledged' };
const resolve: Action = { words: 'Resolve', change: resolveAnomaly, to: 'resolved' };
const reopen: Action = { words: 'Reopen', change: reopenAnomaly, to: 'open' };

type FormProps = { readonly said: string; readonly explain: (explanation: string) => void; readonly close: () => void };

const ExplainForm = ({ said, explain, close }: FormProps) => {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(said);
  useEffect(() => area.current?.focus(), []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') explain(text.trim());
  };
  return (
    <form class="explain" onSubmit={submit}>
      <label>
        <span>Why it came, naming no person</span>
        <textarea
          ref={area}
          required
          rows={2}
          maxLength={MOST}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        />
      </label>
      <button type="submit">Save</button>
      <button type="button" class="quiet" onClick={close}>
        Cancel
      </button>
    </form>
  );
};

type Props = {
  readonly anomaly: Anomaly;
  readonly inbox: Pick<OpenInbox<Anomaly>, 'say' | 'hold'>;
  /** The button that was pressed may be gone afterwards, and with it where the keyboard was. */
  readonly keepFocus: () => void;
};

export const Actions = ({ anomaly, inbox: { say, hold }, keepFocus }: Props) => {
  const { query } = useApi();
  const [explaining, setExplaining] = useState(false);
  const { anomalyId: id, status, explanation } = anomaly;
  const close = () => {
    setExplaining(false);
    keepFocus();
  };
  if (explaining) {
    return (
      <ExplainForm
        said={explanation ?? ''}
        close={close}
        explain={(text) => {
          close();
          say(anomaly, { status: 'explained', explanation: text }, () =>
            query(explainAnomaly, { id, explanation: text }),
          );
        }}
      />
    );
  }
  const explain = () => {
    hold(anomaly);
    setExplaining(true);
  };
  const button = ({ words, change, to }: Action) => (
    <button
      type="button"
      class="quiet"
      key={words}
      onClick={() => {
        keepFocus();
        say(anomaly, { status: to, explanation }, () => query(change, { id }));
      }}
    >
      {words}
    </button>
  );
  return (
    <div class="actions">
      {status === 'open' && button(acknowledge)}
      {status !== 'resolved' && (
        <button type="button" class="quiet" onClick={explain}>
          {explanation === null ? 'Explain' : 'Explain anew'}
        </button>
      )}
      {status !== 'resolved' && button(resolve)}
      {status !== 'open' && button(reopen)}
    </div>
  );
};
