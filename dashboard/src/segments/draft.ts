import { type Condition, type Field, NUMBER_FIELDS, type Segment, type SegmentRule } from '../api/segment-types.js';

/** A condition while it is written; values as they are typed. */
export type ConditionDraft = {
  readonly key: number;
  readonly field: Field;
  readonly op: string;
  readonly value: string;
  /** The upper bound of `between`. */
  readonly upTo: string;
};

/** A segment while it is written: as conditions, or, where they are joined in other ways, as the JSON that the API takes. */
export type Draft = {
  readonly name: string;
  readonly description: string;
  readonly form: 'conditions' | 'json';
  readonly join: 'and' | 'or';
  readonly conditions: ReadonlyArray<ConditionDraft>;
  readonly json: string;
};

const isNumeric = (field: Field): boolean => NUMBER_FIELDS.some((number) => number === field);

export const operatorsOf = (field: Field): ReadonlyArray<string> =>
  isNumeric(field) ? ['=', '<', '>', 'between', 'in', 'is missing'] : ['=', 'in', 'contains', 'is missing'];

export const newCondition = (key: number): ConditionDraft => ({ key, field: 'plan', op: '=', value: '', upTo: '' });

/** Another field keeps the operator where it has it. */
export const withField = (condition: ConditionDraft, field: Field): ConditionDraft => ({
  ...condition,
  field,
  op: operatorsOf(field).includes(condition.op) ? condition.op : '=',
});

const conditionDraftOf = ({ field, op, value = '' }: Condition, key: number): ConditionDraft => {
  const values = typeof value === 'object' ? value : [value];
  return op === 'between'
    ? { key, field, op, value: `${values[0]}`, upTo: `${values[1]}` }
    : { key, field, op, value: values.join(', '), upTo: '' };
};

/** A text that is one of several cannot hold the comma that parts them. */
const canBeTyped = ({ op, value }: Condition): boolean =>
  op !== 'in' ||
  (Array.isArray(value) && value.every((each) => !`${each}`.includes(',') && `${each}`.trim() === `${each}`));

const conditionsIn = (rule: SegmentRule): Pick<Draft, 'join' | 'conditions'> | undefined => {
  const join = 'or' in rule ? 'or' : 'and';
  const parts = 'or' in rule ? rule.or : 'and' in rule ? rule.and : [rule];
  const conditions = parts.filter((part): part is Condition => 'field' in part && canBeTyped(part));
  return conditions.length === parts.length ? { join, conditions: conditions.map(conditionDraftOf) } : undefined;
};

export const newDraft: Draft = {
  ...{ name: '', description: '', form: 'conditions', join: 'and', conditions: [newCondition(0)] },
  json: '',
};

export const draftOf = ({ name, description, rule }: Pick<Segment, 'name' | 'description' | 'rule'>): Draft => {
  const said = { ...newDraft, name, description: description ?? '' };
  if (rule === null) return said;
  const conditions = conditionsIn(rule);
  return conditions === undefined
    ? { ...said, form: 'json', json: JSON.stringify(rule, null, 2) }
    : { ...said, ...conditions };
};

const valueIn = ({ field, op, value, upTo }: ConditionDraft): Condition['value'] => {
  const read = (text: string): string | number => (isNumeric(field) ? Number(text) : text.trim());
  if (op === 'in') {
    return value
      .split(',')
      .filter((text) => text.trim() !== '')
      .map(read);
  }
  return op === 'between' ? [read(value), read(upTo)] : read(value);
};

const conditionOf = (condition: ConditionDraft): Condition => {
  const { field, op } = condition;
  return op === 'is missing'
    ? { field, op }
    : { field, op, value: valueIn(condition) as NonNullable<Condition['value']> };
};

/** The rule as the API takes it, or undefined where what is written is no JSON. */
export const ruleOf = ({ form, join, conditions, json }: Draft): SegmentRule | undefined => {
  if (form === 'conditions') {
    const rules = conditions.map(conditionOf);
    return join === 'and' ? { and: rules } : { or: rules };
  }
  try {
    return JSON.parse(json) as SegmentRule;
  } catch {
    return undefined;
  }
};
