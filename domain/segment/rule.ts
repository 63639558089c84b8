import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { FiniteNumber } from '../primitives.js';
import {
  type Field,
  type ListField,
  listFields,
  type NumberField,
  numberFields,
  type TextField,
  textFields,
} from './fields.js';

export type Condition =
  | { readonly field: Field; readonly op: 'is missing' }
  | { readonly field: TextField | ListField; readonly op: '=' | 'contains'; readonly value: string }
  | { readonly field: TextField | ListField; readonly op: 'in'; readonly value: ReadonlyArray<string> }
  | { readonly field: NumberField; readonly op: '=' | '<' | '>'; readonly value: number }
  | { readonly field: NumberField; readonly op: 'in'; readonly value: ReadonlyArray<number> }
  | { readonly field: NumberField; readonly op: 'between'; readonly value: readonly [number, number] };

/** Which accounts are in a segment. */
export type Rule =
  | Condition
  | { readonly and: ReadonlyArray<Rule> }
  | { readonly or: ReadonlyArray<Rule> }
  | { readonly not: Rule };

const DEEPEST = 8;
const MOST_CONDITIONS = 200;
const MOST_VALUES = 500;

/** A codec that also objects to some of what another one reads. */
const unless = <A>(codec: t.Type<A, unknown, unknown>, objection: (a: A) => string | undefined) =>
  new t.Type<A, unknown, unknown>(
    codec.name,
    (u): u is A => codec.is(u) && objection(u) === undefined,
    (u, context) => {
      const read = codec.validate(u, context);
      const objected = E.isRight(read) ? objection(read.right) : undefined;
      return objected === undefined ? read : t.failure(u, context, objected);
    },
    codec.encode,
  );

const Word = unless(t.string, (text) =>
  /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(text) ? undefined : 'must be 1 to 200 printable characters',
);
const someOf = <A>(codec: t.Type<A, unknown, unknown>) =>
  unless<ReadonlyArray<A>>(t.readonlyArray(codec), ({ length }) =>
    length >= 1 && length <= MOST_VALUES ? undefined : `must be 1 to ${MOST_VALUES} values`,
  );
const Range = unless(t.tuple([FiniteNumber, FiniteNumber]), ([low, high]) =>
  low <= high ? undefined : 'must be the lower and the higher bound, both included',
);

type Values = Readonly<Record<string, t.Mixed>>;
const ofTexts: Values = { '=': Word, in: someOf(Word), contains: Word };
const ofNumbers: Values = {
  '=': FiniteNumber,
  in: someOf(FiniteNumber),
  '<': FiniteNumber,
  '>': FiniteNumber,
  between: Range,
};

const valuesOf = new Map<unknown, Values>([
  ...[...textFields, ...listFields].map((field) => [field, ofTexts] as const),
  ...numberFields.map((field) => [field, ofNumbers] as const),
]);

type Fields = Readonly<Record<string, unknown>>;
type Read = (u: unknown, context: t.Context) => t.Validation<Rule>;

const objecting =
  (objection: string, key?: string): Read =>
  (u, context) =>
    t.failure(u, key === undefined ? context : t.appendContext(context, key, t.unknown, (u as Fields)[key]), objection);

/** As the codec of its members has it, and with no others. */
const withMembers = (props: t.Props): Read => {
  const known = Object.keys(props);
  const codec = t.strict(props, 'SegmentRule');
  return (u, context) => {
    const [unknown] = Object.keys(u as Fields).filter((key) => !known.includes(key));
    return unknown === undefined
      ? (codec.validate(u, context) as t.Validation<Rule>)
      : objecting(`is not known here; known are ${known.join(', ')}`, unknown)(u, context);
  };
};

const conditionIn = ({ field, op }: Fields): Read => {
  const values = valuesOf.get(field);
  if (values === undefined) return objecting(`must be one of ${[...valuesOf.keys()].join(', ')}`, 'field');
  if (op === 'is missing') return withMembers({ field: t.unknown, op: t.unknown });
  const value = typeof op === 'string' && Object.hasOwn(values, op) ? values[op] : undefined;
  if (value === undefined)
    return objecting(`must be, of this field, one of ${[...Object.keys(values), 'is missing'].join(', ')}`, 'op');
  return withMembers({ field: t.unknown, op: t.unknown, value });
};

const readerOf = (u: unknown, depth: number): Read => {
  if (typeof u !== 'object' || u === null || Array.isArray(u))
    return objecting('must be a condition (field, op, value), or and, or, not');
  if (depth > DEEPEST) return objecting(`must not nest deeper than ${DEEPEST}`);
  const inner = () => ruleAt(depth + 1);
  if ('and' in u) return withMembers({ and: someOf(inner()) });
  if ('or' in u) return withMembers({ or: someOf(inner()) });
  if ('not' in u) return withMembers({ not: inner() });
  return conditionIn(u as Fields);
};

const ruleAt = (depth: number): t.Type<Rule, unknown, unknown> => {
  const validate: Read = (u, context) => readerOf(u, depth)(u, context);
  return new t.Type<Rule, unknown, unknown>(
    'SegmentRule',
    (u): u is Rule => E.isRight(validate(u, [])),
    validate,
    t.identity,
  );
};

/** Every condition of a rule. */
export const conditionsOf = (rule: Rule): ReadonlyArray<Condition> => {
  if ('and' in rule) return rule.and.flatMap(conditionsOf);
  if ('or' in rule) return rule.or.flatMap(conditionsOf);
  return 'not' in rule ? conditionsOf(rule.not) : [rule];
};

export const fieldsOf = (rule: Rule): ReadonlySet<Field> => new Set(conditionsOf(rule).map(({ field }) => field));

export const Rule = unless(ruleAt(0), (rule) =>
  conditionsOf(rule).length <= MOST_CONDITIONS ? undefined : `must hold at most ${MOST_CONDITIONS} conditions`,
);
