import { WATCHES } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import type { TrendMetric } from '../api/trend-types.js';
import { BANDS, bandWords } from '../bands.js';
import { MetricChoice } from '../book/metric-choice.js';
import { complaintsAbout } from '../components/complaints.js';
import { Choices, Field } from '../components/field.js';
import { nameWords } from '../words.js';
import type { Draft } from './draft.js';
import { whatWords } from './words.js';

const KINDS = ['point', 'collective', 'level-shift', 'trend-change', 'variance-change', 'missing-data'];

type Props = {
  readonly draft: Draft;
  readonly refused: Failure | undefined;
  readonly metrics: ReadonlyArray<TrendMetric>;
  readonly say: (said: Partial<Draft>) => void;
};

type NumberProps = Pick<Props, 'draft' | 'refused' | 'say'> & {
  readonly label: string;
  readonly name: 'minimumPercent' | 'below' | 'points' | 'days' | 'limit';
  readonly pointer: string;
};

const NumberField = ({ draft, refused, say, label, name, pointer }: NumberProps) => (
  <Field label={label} complaints={complaintsAbout(refused, pointer)}>
    {(described) => (
      <input
        {...described}
        type="number"
        required
        step={name === 'days' ? 1 : 'any'}
        value={draft[name]}
        onInput={(event) => say({ [name]: event.currentTarget.value })}
      />
    )}
  </Field>
);

const OfAnomalies = (props: Props) => {
  const { draft, refused, metrics, say } = props;
  return (
    <>
      <MetricChoice
        chosen={draft.metrics}
        metrics={metrics.map(({ metric }) => metric)}
        most={50}
        fewest={0}
        ask={(chosen) => say({ metrics: chosen })}
      />
      <Choices
        legend="Kinds; any where none is chosen"
        complaints={complaintsAbout(refused, '/watch/kinds')}
        options={KINDS}
        words={nameWords}
        chosen={draft.kinds}
        ask={(kinds) => say({ kinds })}
      />
      <NumberField {...props} label="At least so many % off" name="minimumPercent" pointer="/watch/minimumSeverity" />
    </>
  );
};

const OfAMetric = (props: Props) => {
  const { draft, refused, metrics, say } = props;
  const summed = metrics.filter(({ rollup }) => rollup === 'sum').map(({ metric }) => metric);
  const known = [...new Set([...summed, draft.metric])].filter((metric) => metric !== '');
  return (
    <>
      <Field label="Metric" complaints={complaintsAbout(refused, '/watch/metric')}>
        {(described) => (
          <select
            {...described}
            required
            value={draft.metric}
            onChange={(event) => say({ metric: event.currentTarget.value })}
          >
            <option value="">Choose…</option>
            {known.map((metric) => (
              <option key={metric} value={metric}>
                {nameWords(metric)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Is" complaints={complaintsAbout(refused, '/watch/is')}>
        {(described) => (
          <select {...described} value={draft.is} onChange={(event) => say({ is: event.currentTarget.value })}>
            <option value="above">Above</option>
            <option value="below">Below</option>
          </select>
        )}
      </Field>
      <NumberField {...props} label="So much" name="limit" pointer="/watch/limit" />
      <NumberField {...props} label="Within days" name="days" pointer="/watch/days" />
    </>
  );
};

const Details = (props: Props) => {
  const { draft, refused, say } = props;
  switch (draft.what) {
    case 'anomaly':
      return <OfAnomalies {...props} />;
    case 'health-band':
      return (
        <Choices
          legend="Bands"
          complaints={complaintsAbout(refused, '/watch/bands')}
          options={BANDS}
          words={bandWords}
          chosen={draft.bands}
          ask={(bands) => say({ bands })}
        />
      );
    case 'health-score':
      return <NumberField {...props} label="Below a score of" name="below" pointer="/watch/below" />;
    case 'health-fall':
      return (
        <>
          <NumberField {...props} label="By points" name="points" pointer="/watch/points" />
          <NumberField {...props} label="Within days" name="days" pointer="/watch/days" />
        </>
      );
    case 'metric':
      return <OfAMetric {...props} />;
  }
};

/** What a rule waits for. */
export const WatchFields = (props: Props) => (
  <div class="fields">
    <Field label="When" complaints={complaintsAbout(props.refused, '/watch/what')}>
      {(described) => (
        <select
          {...described}
          value={props.draft.what}
          onChange={({ currentTarget: { value } }) =>
            props.say({ what: WATCHES.find((what) => what === value) ?? 'health-band' })
          }
        >
          {WATCHES.map((what) => (
            <option key={what} value={what}>
              {whatWords[what]}
            </option>
          ))}
        </select>
      )}
    </Field>
    <Details {...props} />
  </div>
);
