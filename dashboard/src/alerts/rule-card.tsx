import type { AlertRule } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import { Refusal } from '../components/refusal.js';
import { agoWords, instantWords } from '../words.js';
import { accountsWords, planWords, watchWords } from './words.js';

type Props = {
  readonly rule: AlertRule;
  readonly refusal: Failure | undefined;
  readonly mayChange: boolean;
  readonly now: number;
  readonly edit: () => void;
  readonly pause: () => void;
};

export const RuleCard = ({ rule, refusal, mayChange, now, edit, pause }: Props) => {
  const title = `rule-${rule.ruleId}`;
  return (
    <article class="card alert" tabIndex={-1} aria-labelledby={title} data-status={rule.paused ? 'resolved' : 'open'}>
      <div>
        <h2 id={title}>{rule.name}</h2>
        <p>{watchWords(rule.watch)}</p>
        <p class="soft">
          {accountsWords(rule.accounts)}. {planWords(rule)}
        </p>
      </div>
      <div class="state">
        <p role="status">
          <strong>{rule.paused ? 'Paused' : 'In use'}</strong>{' '}
          <span class="soft" title={instantWords(rule.savedAt)}>
            saved {agoWords(rule.savedAt, now)}
          </span>
        </p>
        <p>
          <a href={`/alerts?status=any&rule=${encodeURIComponent(rule.ruleId)}`}>Its alerts</a>
        </p>
        <Refusal refused={refusal} />
        {mayChange && (
          <div class="actions">
            <button type="button" class="quiet" onClick={edit}>
              Change
            </button>
            <button type="button" class="quiet" onClick={pause}>
              {rule.paused ? 'Resume' : 'Pause'}
            </button>
          </div>
        )}
      </div>
    </article>
  );
};
