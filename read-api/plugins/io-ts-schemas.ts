import * as t from 'io-ts';
import { ConnectionName } from '../../domain/connection/name.js';
import { AccountId, AlertId, AlertRuleId, AnomalyId } from '../../domain/ids.js';
import { ChannelName, TimeOfDay } from '../../domain/notice-plan.js';
import { ModelVersion } from '../../domain/prediction-model/names.js';
import {
  CalendarDate,
  Count,
  FiniteNumber,
  Fraction,
  NonEmptyString,
  Quantity,
  Score,
  Timestamp,
} from '../../domain/primitives.js';
import { SegmentName } from '../../domain/segment/name.js';

export type JsonSchema = { readonly [key: string]: unknown };

/** Schemas of object codecs with a name of their own, by that name. */
export type Components = Map<string, JsonSchema>;

const documentation = new WeakMap<object, JsonSchema>([
  [t.string, { type: 'string' }],
  [t.number, { type: 'number' }],
  [t.boolean, { type: 'boolean' }],
  [t.unknown, {}],
  [Timestamp, { type: 'string', format: 'date-time' }],
  [CalendarDate, { type: 'string', format: 'date' }],
  [Score, { type: 'number', minimum: 0, maximum: 100 }],
  [Fraction, { type: 'number', minimum: 0, maximum: 1 }],
  [ConnectionName, { type: 'string', pattern: '^[a-z0-9_]{1,40}$' }],
  [ModelVersion, { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' }],
  [SegmentName, { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$' }],
  [AccountId, { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$' }],
  [AnomalyId, { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$' }],
  [AlertId, { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$' }],
  [AlertRuleId, { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$' }],
  [ChannelName, { type: 'string', pattern: '^[a-z0-9_]{1,40}$' }],
  [TimeOfDay, { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }],
  [NonEmptyString, { type: 'string', minLength: 1 }],
  [Count, { type: 'integer', minimum: 0 }],
  [Quantity, { type: 'number', minimum: 0 }],
  [FiniteNumber, { type: 'number' }],
]);

/** A copy of the codec that knows what OpenAPI says about it. */
export const documented = <A, O, I>(codec: t.Type<A, O, I>, schema: JsonSchema, name = codec.name): t.Type<A, O, I> => {
  const copy = new t.Type<A, O, I>(name, codec.is, codec.validate, codec.encode);
  documentation.set(copy, schema);
  return copy;
};

const propertiesOf = (props: t.Props, components: Components) =>
  Object.fromEntries(Object.entries(props).map(([key, codec]) => [key, schemaOf(codec, components)]));

const unionOf = (codecs: ReadonlyArray<t.Mixed>, components: Components): JsonSchema => {
  const schemas = codecs.filter((codec) => codec !== t.null).map((codec) => schemaOf(codec, components));
  const [only] = schemas;
  const one = schemas.length === 1 && only !== undefined ? only : { anyOf: schemas };
  if (schemas.length === codecs.length) return one;
  return '$ref' in one ? { nullable: true, allOf: [one] } : { ...one, nullable: true };
};

const mergedObject = (schemas: ReadonlyArray<JsonSchema>): JsonSchema => {
  const properties = Object.assign({}, ...schemas.map((schema) => schema['properties']));
  const required = schemas.flatMap((schema) => (Array.isArray(schema['required']) ? schema['required'] : []));
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
};

/** `oneOf` names its codecs after the values they allow. */
const valuesIn = (name: string): ReadonlyArray<string> | undefined =>
  /^[A-Za-z-]+(\|[A-Za-z-]+)+$/.test(name) ? name.split('|') : undefined;

const inlineSchemaOf = (codec: t.Mixed, components: Components): JsonSchema => {
  const known = documentation.get(codec);
  if (known !== undefined) return known;
  if (codec instanceof t.ExactType) return inlineSchemaOf(codec.type, components);
  if (codec instanceof t.InterfaceType)
    return {
      type: 'object',
      properties: propertiesOf(codec.props, components),
      required: Object.keys(codec.props),
    };
  if (codec instanceof t.PartialType) return { type: 'object', properties: propertiesOf(codec.props, components) };
  if (codec instanceof t.IntersectionType)
    return mergedObject(codec.types.map((part: t.Mixed) => inlineSchemaOf(part, components)));
  if (codec instanceof t.UnionType) return unionOf(codec.types, components);
  if (codec instanceof t.ReadonlyArrayType) return { type: 'array', items: schemaOf(codec.type, components) };
  if (codec instanceof t.DictionaryType)
    return { type: 'object', additionalProperties: schemaOf(codec.codomain, components) };
  if (codec instanceof t.LiteralType) return { type: typeof codec.value, enum: [codec.value] };
  const values = valuesIn(codec.name);
  if (values !== undefined) return { type: 'string', enum: values };
  throw new Error(`Codec ${codec.name} says nothing about its schema: make it with documented().`);
};

/** The OpenAPI 3.0 schema of a codec. Named object codecs become references into `components`. */
export const schemaOf = (codec: t.Mixed, components: Components): JsonSchema => {
  const schema = inlineSchemaOf(codec, components);
  if (schema['type'] !== 'object' || !/^[A-Z][A-Za-z]+$/.test(codec.name)) return schema;
  components.set(codec.name, schema);
  return { $ref: `#/components/schemas/${codec.name}` };
};

/** The schema of an object codec written out: for parameters, which cannot be references. */
export const propertySchemasOf = (codec: t.Mixed): JsonSchema => inlineSchemaOf(codec, new Map());
