import fc from 'fast-check';
import type * as t from 'io-ts';
import type { DataSubjectId } from '../../domain/ids.js';
import { erased, present } from '../../domain/personal-data.js';
import { timestampOf } from '../../domain/primitives.js';
import type { Rule } from '../../domain/segment/rule.js';

type Tagged = t.Mixed & {
  readonly _tag?: string;
  readonly type?: Tagged;
  readonly types?: ReadonlyArray<Tagged>;
  readonly props?: Readonly<Record<string, Tagged>>;
  readonly value?: unknown;
  readonly codomain?: Tagged;
};

const ids = fc.constantFrom('a1', 'b2', 'c3');
const instants = fc.integer({ min: 0, max: 40 }).map((hours) => timestampOf(Date.UTC(2026, 2, 1, hours * 6)));
const days = fc.integer({ min: 0, max: 60 }).map((d) => new Date(Date.UTC(2026, 2, 1 + d)).toISOString().slice(0, 10));
const texts = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `${text}.`);
const amounts = fc
  .tuple(fc.integer({ min: -9999, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);

const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Timestamp: instants,
  CalendarDate: days,
  DecimalString: amounts,
  Currency: fc.constantFrom('EUR', 'USD'),
  NonEmptyString: texts,
  BenchmarkMetric: fc.constantFrom('nrr', 'churn'),
  Period: fc.constantFrom('2025', '2025-Q1'),
  JsonPointer: fc.constantFrom('', '/a', '/b/0'),
  ConnectionName: ids,
  SegmentName: ids,
  ModelVersion: ids,
  ChannelName: ids,
  TimeOfDay: fc.constantFrom('07:00', '22:30'),
  Count: fc.nat({ max: 500 }),
  Quantity: fc.double({ min: 0, max: 1e6, noNaN: true }),
  FiniteNumber: fc.double({ noNaN: true, noDefaultInfinity: true }),
  Score: fc.double({ min: 0, max: 100, noNaN: true }),
  Fraction: fc.double({ min: 0, max: 1, noNaN: true }),
  string: fc.string({ maxLength: 8 }),
  boolean: fc.boolean(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  null: fc.constant(null),
  unknown: fc.jsonValue({ maxDepth: 1 }),
};

const { rule: rules } = fc.letrec<{ readonly rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ field: fc.constantFrom('plan', 'cohort'), op: fc.constantFrom('=', 'contains'), value: texts }),
    fc.record({ field: fc.constantFrom('arr', 'seats'), op: fc.constantFrom('<', '>'), value: fc.nat({ max: 500 }) }),
    fc.record({ field: fc.constantFrom('plan', 'cohort', 'arr', 'seats'), op: fc.constant('is missing') }),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('rule').map((not) => ({ not })),
  ) as fc.Arbitrary<Rule>,
}));

const people = ids.map((id) => id as DataSubjectId);
const personal = fc.oneof(
  fc.tuple(people, texts).map(([subject, text]) => present(subject, text)),
  people.map(erased),
);

const record = (props: Readonly<Record<string, Tagged>>, optional: boolean) =>
  fc.record(
    Object.fromEntries(Object.entries(props).map(([key, codec]) => [key, arbitrary(codec)])),
    optional ? { requiredKeys: [] } : {},
  );

const arbitrary = (codec: Tagged): fc.Arbitrary<unknown> => {
  const { _tag, name, type, types, props, codomain } = codec;
  if (_tag === 'PersonalDataType') return personal;
  if (_tag === 'ExactType' && type !== undefined) return arbitrary(type);
  if (_tag === 'InterfaceType' && props !== undefined) return record(props, false);
  if (_tag === 'PartialType' && props !== undefined) return record(props, true);
  if (_tag === 'UnionType' && types !== undefined) return fc.oneof(...types.map(arbitrary));
  if (_tag === 'IntersectionType' && types !== undefined) {
    return fc.tuple(...types.map(arbitrary)).map((parts) => Object.assign({}, ...parts));
  }
  if (_tag === 'DictionaryType' && codomain !== undefined) {
    return fc.dictionary(fc.constantFrom('k', 'l', 'm'), arbitrary(codomain), { noNullPrototype: true });
  }
  if (_tag === 'TupleType' && types !== undefined) return fc.tuple(...types.map(arbitrary));
  if (_tag === 'ReadonlyType' && type !== undefined) return arbitrary(type);
  if (_tag === 'LiteralType') return fc.constant(codec.value);
  if ((_tag === 'ReadonlyArrayType' || _tag === 'ArrayType') && type !== undefined) {
    return fc.array(arbitrary(type), { maxLength: 4 });
  }
  if (name === 'SegmentRule') return rules;
  const known = named[name];
  if (known !== undefined) return known;
  if (name.endsWith('Id')) return ids;
  if (name.includes('|')) return fc.constantFrom(...name.split('|'));
  throw new TypeError(`no arbitrary for the codec ${name}`);
};

/** Values a codec accepts, few enough of each kind that keys and times collide. */
export const arbitraryOf = <A>(codec: t.Type<A, unknown, unknown>): fc.Arbitrary<A> =>
  arbitrary(codec as Tagged) as fc.Arbitrary<A>;
