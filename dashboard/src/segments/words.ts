import type { Condition, SegmentRule, Tally } from '../api/segment-types.js';
import { countWords, fieldWords, nameWords, numberWords } from '../words.js';

const said = (value: string | number): string => (typeof value === 'number' ? numberWords(value) : fieldWords(value));

const conditionWords = ({ field, op, value = [] }: Condition): string => {
  const of = nameWords(field);
  const values = (typeof value === 'object' ? value : [value]).map(said);
  switch (op) {
    case 'is missing':
      return `${of} is not known`;
    case 'between':
      return `${of} is ${values.join(' to ')}`;
    case '<':
      return `${of} is below ${values[0]}`;
    case '>':
      return `${of} is above ${values[0]}`;
    case 'contains':
      return `${of} contains ${values[0]}`;
    default:
      return `${of} is ${values.join(' or ')}`;
  }
};

/** Which accounts a rule matches, in words. */
export const ruleWords = (rule: SegmentRule): string => {
  const inner = (each: SegmentRule): string => ('field' in each ? ruleWords(each) : `(${ruleWords(each)})`);
  if ('and' in rule) return rule.and.map(inner).join(', and ');
  if ('or' in rule) return rule.or.map(inner).join(', or ');
  return 'not' in rule ? `Not ${inner(rule.not)}` : conditionWords(rule);
};

export const tallyWords = ({ matching, undecided, accounts }: Tally): string => {
  const unknown = undecided === 0 ? '' : `; ${countWords(undecided, 'account')} cannot be told`;
  return `${matching} of ${countWords(accounts, 'account')}${unknown}`;
};
