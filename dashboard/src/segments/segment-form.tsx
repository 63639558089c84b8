import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { defineSegment, redefineSegment, trySegment } from '../api/segment-documents.js';
import type { Segment } from '../api/segment-types.js';
import { useAsking } from '../api/use-asking.js';
import { complaintsAbout, otherComplaints } from '../components/complaints.js';
import { Field } from '../components/field.js';
import { FormEnd } from '../components/form-end.js';
import { Refusal } from '../components/refusal.js';
import { AccountTable } from './account-table.js';
import { ConditionFields } from './condition-fields.js';
import { type Draft, draftOf, newDraft, ruleOf } from './draft.js';
import { tallyWords } from './words.js';

type Props = {
  /** The segment that is given another rule; none where one is made. */
  readonly segment: Segment | undefined;
  readonly saved: (position: string | null) => void;
  readonly close: () => void;
};

const OWN_FIELDS = ['/name', '/description'];

const noJson: Failure = { kind: 'refused', message: 'The rule is no JSON.', violations: [] };

type JsonProps = {
  readonly draft: Draft;
  readonly refused: Failure | undefined;
  readonly say: (said: Partial<Draft>) => void;
};

const JsonField = ({ draft, refused, say }: JsonProps) => (
  <Field label="Rule, as JSON" complaints={otherComplaints(refused, OWN_FIELDS)}>
    {(described) => (
      <textarea
        {...described}
        required
        rows={8}
        spellcheck={false}
        value={draft.json}
        onInput={(event) => say({ json: event.currentTarget.value })}
      />
    )}
  </Field>
);

export const SegmentForm = ({ segment, saved, close }: Props) => {
  const { query } = useApi();
  const first = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(() => (segment === undefined ? newDraft : draftOf(segment)));
  const [refused, setRefused] = useState<Failure>();
  const [saving, setSaving] = useState(false);
  const { answer, asking, ask } = useAsking(trySegment, setRefused);
  const say = (said: Partial<Draft>) => setDraft((before) => ({ ...before, ...said }));
  useEffect(() => first.current?.focus(), []);
  const withRule = (use: (rule: NonNullable<ReturnType<typeof ruleOf>>) => void) => {
    const rule = ruleOf(draft);
    if (rule === undefined) setRefused(noJson);
    else use(rule);
  };
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    withRule(async (rule) => {
      setSaving(true);
      const description = draft.description.trim() === '' ? null : draft.description.trim();
      const change = segment === undefined || segment.retired ? defineSegment : redefineSegment;
      const answered = await query(change, { name: draft.name.trim(), rule, description });
      setSaving(false);
      if (answered.ok) saved(answered.data.changed.position);
      else setRefused(answered.failure);
    });
  };
  const fields = { draft, refused, say };
  const asJson = () =>
    say(
      draft.form === 'json'
        ? { form: 'conditions' }
        : { form: 'json', json: JSON.stringify(ruleOf(draft) ?? {}, null, 2) },
    );
  return (
    <form
      class="card asked rule-form"
      aria-label={segment === undefined ? 'New segment' : `Change ${segment.name}`}
      onSubmit={save}
    >
      <Refusal refused={refused} fields={draft.form === 'json' ? [''] : [...OWN_FIELDS, `/${draft.join}`]} />
      <div class="fields">
        <Field label="Name" complaints={complaintsAbout(refused, '/name')}>
          {(described) => (
            <input
              {...described}
              {...(segment === undefined ? { ref: first } : { readOnly: true })}
              required
              maxLength={80}
              value={draft.name}
              onInput={(event) => say({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="What it is for" complaints={complaintsAbout(refused, '/description')}>
          {(described) => (
            <input
              {...described}
              {...(segment === undefined ? {} : { ref: first })}
              maxLength={1000}
              value={draft.description}
              onInput={(event) => say({ description: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      {draft.form === 'conditions' ? <ConditionFields {...fields} /> : <JsonField {...fields} />}
      <label class="check">
        <input type="checkbox" checked={draft.form === 'json'} onChange={asJson} />
        Write the rule as JSON, with and, or and not
      </label>
      <FormEnd
        preview={
          answer && (
            <>
              <p>
                <strong>{tallyWords(answer.tried)}</strong>
              </p>
              {answer.tried.sample.length > 0 && <AccountTable caption="Some of them" accounts={answer.tried.sample} />}
            </>
          )
        }
        trying={asking}
        tryWords="How many it matches"
        tryIt={() => withRule((rule) => void ask({ rule }))}
        saving={saving}
        close={close}
      />
    </form>
  );
};
