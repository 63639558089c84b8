import { useState } from 'preact/hooks';
import type { AlertChannel } from '../api/alert-types.js';
import { useApi } from '../api/context.js';
import type { Freshness } from '../api/types.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { focusCard } from '../focus-card.js';
import { mayChange } from '../roles.js';
import { useNow } from '../use-every.js';
import { nameWords } from '../words.js';
import { RuleCard } from './rule-card.js';
import { RuleForm } from './rule-form.js';
import { useRules } from './use-rules.js';

const Channels = ({ channels }: { readonly channels: ReadonlyArray<AlertChannel> }) => (
  <section class="card" aria-labelledby="channels">
    <h2 id="channels">Channels</h2>
    {channels.length === 0 && <p class="soft">None yet. An admin saves them.</p>}
    <ul class="channels">
      {channels.map(({ name, kind }) => (
        <li key={name}>
          <strong>{name}</strong> <span class="soft">{nameWords(kind)}</span>
        </li>
      ))}
    </ul>
  </section>
);

const NEW = Symbol('a rule that is made');

export const Rules = ({ tellFreshness }: { readonly tellFreshness: (freshness: Freshness) => void }) => {
  const { role } = useApi();
  const now = useNow();
  const { rules, channels, failure, refresh, refusal, changed, pause } = useRules(tellFreshness);
  const [written, setWritten] = useState<string | typeof NEW>();
  const may = mayChange(role, 'alert-rules');
  const close = () => {
    setWritten(undefined);
    focusCard(typeof written === 'string' ? `rule-${written}` : '');
  };
  const taken = (rules ?? []).map(({ ruleId }) => ruleId);
  const form = {
    ...{ taken, channels, close },
    saved: (position: string | null) => {
      changed(position);
      close();
    },
  };
  return (
    <>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {may && written !== NEW && (
        <div class="actions">
          <button type="button" onClick={() => setWritten(NEW)}>
            New rule
          </button>
        </div>
      )}
      {written === NEW && <RuleForm rule={undefined} {...form} />}
      {rules === undefined && failure === undefined && <Skeleton lines={6} label="Reading the rules" />}
      {rules?.length === 0 && <Note title="No rules yet">Nothing is alerted until there is one.</Note>}
      <div class="alerts">
        {rules?.map((rule) =>
          rule.ruleId === written ? (
            <RuleForm key={rule.ruleId} rule={rule} {...form} />
          ) : (
            <RuleCard
              key={rule.ruleId}
              rule={rule}
              refusal={refusal?.ruleId === rule.ruleId ? refusal.failure : undefined}
              mayChange={may}
              now={now}
              edit={() => setWritten(rule.ruleId)}
              pause={() => void pause(rule)}
            />
          ),
        )}
      </div>
      <Channels channels={channels} />
    </>
  );
};
