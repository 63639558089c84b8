import type { Failure } from '../api/answer.js';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../api/segment-types.js';
import { complaintsAbout } from '../components/complaints.js';
import { Field } from '../components/field.js';
import { nameWords } from '../words.js';
import { type ConditionDraft, type Draft, newCondition, operatorsOf, withField } from './draft.js';

const FIELDS = [...TEXT_FIELDS, ...NUMBER_FIELDS];
const operatorWords: Readonly<Record<string, string>> = {
  '=': 'is',
  in: 'is one of',
  contains: 'contains',
  '<': 'is below',
  '>': 'is above',
  between: 'is between',
  'is missing': 'is not known',
};

type OneProps = {
  readonly condition: ConditionDraft;
  readonly complaints: ReadonlyArray<string>;
  readonly say: (condition: ConditionDraft) => void;
  readonly remove: (() => void) | undefined;
};

type InputProps = {
  readonly described: object;
  readonly isNumber: boolean;
  readonly value: string;
  readonly say: (value: string) => void;
};

const Input = ({ described, isNumber, value, say }: InputProps) =>
  isNumber ? (
    <input
      {...described}
      type="number"
      required
      step="any"
      value={value}
      onInput={(event) => say(event.currentTarget.value)}
    />
  ) : (
    <input {...described} required value={value} onInput={(event) => say(event.currentTarget.value)} />
  );

const valueLabel = (op: string): string => {
  if (op === 'in') return 'Values, by commas';
  return op === 'between' ? 'From' : 'Value';
};

const Values = ({ condition, complaints, say }: Omit<OneProps, 'remove'>) => {
  const { field, op, value, upTo } = condition;
  const isNumber = NUMBER_FIELDS.some((number) => number === field) && op !== 'in';
  return (
    <>
      <Field label={valueLabel(op)} complaints={complaints}>
        {(described) => (
          <Input {...{ described, isNumber, value }} say={(said) => say({ ...condition, value: said })} />
        )}
      </Field>
      {op === 'between' && (
        <Field label="To" complaints={[]}>
          {(described) => (
            <Input {...{ described, isNumber }} value={upTo} say={(said) => say({ ...condition, upTo: said })} />
          )}
        </Field>
      )}
    </>
  );
};

const OneCondition = (props: OneProps) => {
  const { condition, complaints, say, remove } = props;
  const { field, op } = condition;
  return (
    <fieldset class="condition">
      <legend class="unseen">Condition on {nameWords(field)}</legend>
      <Field label="Field" complaints={[]}>
        {(described) => (
          <select
            {...described}
            value={field}
            onChange={({ currentTarget: { value } }) =>
              say(withField(condition, FIELDS.find((known) => known === value) ?? field))
            }
          >
            {FIELDS.map((known) => (
              <option key={known} value={known}>
                {nameWords(known)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Comparison" complaints={op === 'is missing' ? complaints : []}>
        {(described) => (
          <select {...described} value={op} onChange={(event) => say({ ...condition, op: event.currentTarget.value })}>
            {operatorsOf(field).map((operator) => (
              <option key={operator} value={operator}>
                {operatorWords[operator]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {op !== 'is missing' && <Values {...props} />}
      {remove !== undefined && (
        <button type="button" class="quiet" onClick={remove} aria-label={`Remove the condition on ${nameWords(field)}`}>
          Remove
        </button>
      )}
    </fieldset>
  );
};

type Props = {
  readonly draft: Draft;
  readonly refused: Failure | undefined;
  readonly say: (said: Partial<Draft>) => void;
};

/** Conditions of which all, or any, have to hold. */
export const ConditionFields = ({ draft: { join, conditions }, refused, say }: Props) => (
  <>
    <Field label="Accounts for which" complaints={[]}>
      {(described) => (
        <select
          {...described}
          value={join}
          onChange={(event) => say({ join: event.currentTarget.value === 'or' ? 'or' : 'and' })}
        >
          <option value="and">All conditions hold</option>
          <option value="or">Any condition holds</option>
        </select>
      )}
    </Field>
    {conditions.map((condition, i) => (
      <OneCondition
        key={condition.key}
        condition={condition}
        complaints={complaintsAbout(refused, `/${join}/${i}`)}
        say={(said) => say({ conditions: conditions.map((other) => (other === condition ? said : other)) })}
        remove={
          conditions.length === 1
            ? undefined
            : () => say({ conditions: conditions.filter((other) => other !== condition) })
        }
      />
    ))}
    <div>
      <button
        type="button"
        class="quiet"
        onClick={() =>
          say({ conditions: [...conditions, newCondition(1 + Math.max(...conditions.map(({ key }) => key)))] })
        }
      >
        Add a condition
      </button>
    </div>
  </>
);
