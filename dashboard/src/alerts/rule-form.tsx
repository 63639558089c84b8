import { useEffect, useRef, useState } from 'preact/hooks';
import { saveRule, tryRule } from '../api/alert-documents.js';
import type { AlertChannel, AlertRule } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { listMetrics } from '../api/trend-documents.js';
import { useAsking } from '../api/use-asking.js';
import { useQuery } from '../api/use-query.js';
import { Narrowing } from '../book/narrowing.js';
import { complaintsAbout } from '../components/complaints.js';
import { Field } from '../components/field.js';
import { FormEnd } from '../components/form-end.js';
import { Refusal } from '../components/refusal.js';
import { type Draft, definitionOf, draftOf, idFor, newDraft } from './draft.js';
import { PlanFields } from './plan-fields.js';
import { Preview } from './preview.js';
import { WatchFields } from './watch-fields.js';

type Props = {
  /** The rule that is changed; none where one is made. */
  readonly rule: AlertRule | undefined;
  readonly taken: ReadonlyArray<string>;
  readonly channels: ReadonlyArray<AlertChannel>;
  readonly saved: (position: string | null) => void;
  readonly close: () => void;
};

const FIELDS = ['/name', '/watch', '/plan'];

const begun = (rule: AlertRule | undefined): Draft => {
  const draft = rule === undefined ? newDraft : draftOf(rule);
  return draft.timeZone === '' ? { ...draft, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone } : draft;
};

export const RuleForm = ({ rule, taken, channels, saved, close }: Props) => {
  const { query } = useApi();
  const name = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(() => begun(rule));
  const [refused, setRefused] = useState<Failure>();
  const [saving, setSaving] = useState(false);
  const { answer, asking, ask } = useAsking(tryRule, setRefused);
  const metrics = useQuery(listMetrics, {}).data?.trendMetrics.metrics ?? [];
  const say = (said: Partial<Draft>) => setDraft((before) => ({ ...before, ...said }));
  useEffect(() => name.current?.focus(), []);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaving(true);
    const id = rule?.ruleId ?? idFor(draft.name, taken);
    const answered = await query(saveRule, { id, rule: definitionOf(draft) });
    setSaving(false);
    if (answered.ok) saved(answered.data.changed.position);
    else setRefused(answered.failure);
  };
  const fields = { draft, refused, say };
  return (
    <form
      class="card asked rule-form"
      aria-label={rule === undefined ? 'New rule' : `Change ${rule.name}`}
      onSubmit={(event) => void save(event)}
    >
      <Refusal refused={refused} fields={FIELDS} />
      <Field label="Name" complaints={complaintsAbout(refused, '/name')}>
        {(described) => (
          <input
            {...described}
            ref={name}
            required
            maxLength={200}
            value={draft.name}
            onInput={(event) => say({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <WatchFields {...fields} metrics={metrics} />
      <div class="fields">
        <Narrowing book={draft.book} definedToo={false} ask={(book) => say({ book })} />
      </div>
      <PlanFields {...fields} channels={channels} />
      <FormEnd
        preview={answer && <Preview tried={answer.tried} />}
        trying={asking}
        tryWords="What it would have raised"
        tryIt={() => void ask({ rule: definitionOf(draft) })}
        saving={saving}
        close={close}
      />
    </form>
  );
};
