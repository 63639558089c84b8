import type { AlertChannel } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import { complaintsAbout } from '../components/complaints.js';
import { Choices, Field } from '../components/field.js';
import { nameWords } from '../words.js';
import { type Draft, WEEKDAYS } from './draft.js';

type Props = {
  readonly draft: Draft;
  readonly refused: Failure | undefined;
  readonly channels: ReadonlyArray<AlertChannel>;
  readonly say: (said: Partial<Draft>) => void;
};

const Escalation = ({ draft, refused, channels, say }: Props) => (
  <>
    <Field
      label="After minutes without anybody acknowledging"
      complaints={complaintsAbout(refused, '/plan/escalation/afterMinutes')}
    >
      {(described) => (
        <input
          {...described}
          type="number"
          required
          step={1}
          value={draft.afterMinutes}
          onInput={(event) => say({ afterMinutes: event.currentTarget.value })}
        />
      )}
    </Field>
    <Choices
      legend="Also tell"
      complaints={complaintsAbout(refused, '/plan/escalation/channels')}
      options={channels.map(({ name }) => name)}
      words={(name) => name}
      chosen={draft.escalationChannels}
      ask={(escalationChannels) => say({ escalationChannels })}
    />
  </>
);

const QuietHours = ({ draft, refused, say }: Props) => (
  <>
    <Field label="Time zone" complaints={complaintsAbout(refused, '/plan/quietHours/timeZone')}>
      {(described) => (
        <input
          {...described}
          required
          placeholder="Europe/Berlin"
          value={draft.timeZone}
          onInput={(event) => say({ timeZone: event.currentTarget.value })}
        />
      )}
    </Field>
    {(['quietFrom', 'quietTo'] as const).map((end) => (
      <Field
        key={end}
        label={end === 'quietFrom' ? 'Quiet from' : 'Until'}
        complaints={complaintsAbout(refused, end === 'quietFrom' ? '/plan/quietHours/from' : '/plan/quietHours/to')}
      >
        {(described) => (
          <input
            {...described}
            type="time"
            required
            value={draft[end]}
            onInput={(event) => say({ [end]: event.currentTarget.value })}
          />
        )}
      </Field>
    ))}
    <Choices
      legend="Nights that begin on"
      complaints={complaintsAbout(refused, '/plan/quietHours/weekdays')}
      options={WEEKDAYS}
      words={nameWords}
      chosen={draft.weekdays}
      ask={(weekdays) => say({ weekdays })}
    />
  </>
);

/** Who is told, who else, and when nobody is. */
export const PlanFields = (props: Props) => {
  const { draft, refused, channels, say } = props;
  return (
    <>
      {channels.length === 0 && <p class="soft">There is no channel yet; an admin saves one.</p>}
      <Choices
        legend="Tell"
        complaints={complaintsAbout(refused, '/plan/channels')}
        options={channels.map(({ name }) => name)}
        words={(name) => name}
        chosen={draft.channels}
        ask={(chosen) => say({ channels: chosen })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.escalates}
          onChange={(event) => say({ escalates: event.currentTarget.checked })}
        />
        Tell others where nobody acknowledges
      </label>
      {draft.escalates && (
        <div class="fields">
          <Escalation {...props} />
        </div>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={draft.isQuiet}
          onChange={(event) => say({ isQuiet: event.currentTarget.checked })}
        />
        Quiet hours
      </label>
      {draft.isQuiet && (
        <div class="fields">
          <QuietHours {...props} />
        </div>
      )}
    </>
  );
};
