import type { AccountValues } from './fields.js';
import type { Condition, Rule } from './rule.js';

/** Whether something is so; `undefined` where that cannot be told. */
type Truth = boolean | undefined;

type Comparison = Exclude<Condition, { readonly op: 'is missing' }>;

const ofText = (text: string, { op, value }: Comparison): Truth => {
  if (op === 'in') return value.some((each) => each === text);
  if (op === 'contains') return text.toLowerCase().includes(value.toLowerCase());
  return op === '=' ? text === value : undefined;
};

const ofNumber = (number: number, { op, value }: Comparison): Truth => {
  switch (op) {
    case '=':
      return number === value;
    case 'in':
      return value.some((each) => each === number);
    case '<':
      return number < value;
    case '>':
      return number > value;
    case 'between':
      return value[0] <= number && number <= value[1];
    case 'contains':
      return undefined;
  }
};

const holds = (condition: Condition, values: AccountValues): Truth => {
  const known = values[condition.field];
  if (condition.op === 'is missing') return known === null || (typeof known === 'object' && known.length === 0);
  if (known === null) return undefined;
  if (typeof known === 'number') return ofNumber(known, condition);
  if (typeof known === 'string') return ofText(known, condition);
  return known.some((text) => ofText(text, condition) === true);
};

const some = (truths: ReadonlyArray<Truth>, wanted: boolean): Truth => {
  if (truths.includes(wanted)) return wanted;
  return truths.includes(undefined) ? undefined : !wanted;
};

/**
 * Whether an account is in a segment, by the three-valued logic of Kleene: what is not known of it neither matches a
 * condition nor its opposite, and only `is missing` sees that it is not known.
 */
export const matches = (rule: Rule, values: AccountValues): Truth => {
  if ('and' in rule) {
    return some(
      rule.and.map((each) => matches(each, values)),
      false,
    );
  }
  if ('or' in rule) {
    return some(
      rule.or.map((each) => matches(each, values)),
      true,
    );
  }
  if ('not' in rule) {
    const inner = matches(rule.not, values);
    return inner === undefined ? undefined : !inner;
  }
  return holds(rule, values);
};
