import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { listAttributes, listMetrics } from '../api/trend-documents.js';
import { useQuery } from '../api/use-query.js';
import { complaintsAbout } from '../components/complaints.js';
import { Field } from '../components/field.js';
import { FormEnd } from '../components/form-end.js';
import { Refusal } from '../components/refusal.js';
import { fieldWords, nameWords } from '../words.js';

type Setting = {
  readonly metric: string | null;
  readonly segment: string | null;
  readonly falseAlarmsPerYear: number;
};

type Props = {
  readonly refused: Failure | undefined;
  readonly trying: boolean;
  readonly tried: ComponentChildren;
  readonly tryIt: (setting: Setting & { readonly metric: string }) => void;
  readonly save: (setting: Setting) => void;
  readonly close: () => void;
};

type ChoiceProps = {
  readonly label: string;
  readonly any: string;
  readonly options: ReadonlyArray<string>;
  readonly words: (option: string) => string;
  readonly value: string;
  readonly ask: (value: string) => void;
};

const Choice = ({ label, any, options, words, value, ask }: ChoiceProps) => (
  <Field label={label} complaints={[]}>
    {(described) => (
      <select {...described} value={value} onChange={(event) => ask(event.currentTarget.value)}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
    )}
  </Field>
);

export const SensitivityForm = ({ refused, trying, tried, tryIt, save, close }: Props) => {
  const [metric, setMetric] = useState('');
  const [segment, setSegment] = useState('');
  const [closely, setClosely] = useState('2');
  const metrics = useQuery(listMetrics, {}).data?.trendMetrics.metrics ?? [];
  const there = useQuery(listAttributes, {}).data;
  const defined = there?.segments.items.flatMap(({ name, retired }) => (retired ? [] : [name])) ?? [];
  const segments = [...new Set([...(there?.accounts.items.flatMap((one) => one.segment ?? []) ?? []), ...defined])];
  const setting = {
    metric: metric === '' ? null : metric,
    segment: segment === '' ? null : segment,
    falseAlarmsPerYear: Number(closely),
  };
  return (
    <form
      class="asked rule-form"
      aria-label="How closely to look"
      onSubmit={(event) => {
        event.preventDefault();
        save(setting);
      }}
    >
      <Refusal refused={refused} fields={['/falseAlarmsPerYear']} />
      <div class="fields">
        <Choice
          {...{ label: 'At', any: 'Any metric', words: nameWords, value: metric, ask: setMetric }}
          options={metrics.map((one) => one.metric)}
        />
        <Choice
          {...{ label: 'In', any: 'Every account', words: fieldWords, value: segment, ask: setSegment }}
          options={segments.sort()}
        />
        <Field label="False alarms a year" complaints={complaintsAbout(refused, '/falseAlarmsPerYear')}>
          {(described) => (
            <input
              {...described}
              type="number"
              required
              step="any"
              value={closely}
              onInput={(event) => setClosely(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <FormEnd
        preview={tried}
        trying={trying || metric === ''}
        tryWords="What it would have found"
        tryIt={() => tryIt({ ...setting, metric })}
        saving={false}
        close={close}
      />
    </form>
  );
};
