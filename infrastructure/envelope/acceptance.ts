import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

type Accepts = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

const byDecoding =
  (codec: t.Mixed): Accepts =>
  (value) => {
    const decoded = codec.validate(value, []);
    return E.isRight(decoded) && decoded.right === value;
  };

const isPlain = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const fieldsIn = (fields: Fields): number => {
  let count = 0;
  for (const _ in fields) count++;
  return count;
};

const withFields = ({ props }: t.InterfaceType<t.Props>, exact: boolean): Accepts => {
  const keys = Object.keys(props);
  const checks = Object.values(props).map(acceptanceOf);
  return (value) => {
    if (!isPlain(value) || (exact && fieldsIn(value) !== keys.length)) return false;
    for (let i = 0; i < keys.length; i++) {
      const field = value[keys[i] ?? ''];
      if (field === undefined || checks[i]?.(field) !== true) return false;
    }
    return true;
  };
};

const withSomeFields = ({ props }: t.PartialType<t.Props>): Accepts => {
  const checks = new Map(Object.entries(props).map(([key, codec]) => [key, acceptanceOf(codec)]));
  return (value) => {
    if (!isPlain(value)) return false;
    for (const key in value) {
      const field = value[key];
      if (field === undefined || checks.get(key)?.(field) !== true) return false;
    }
    return true;
  };
};

const ofEach =
  (accepts: Accepts): Accepts =>
  (value) =>
    Array.isArray(value) && value.every((item) => accepts(item));

/** `undefined` where the codec takes more than one value. */
const onlyValueOf = (codec: t.Mixed): { readonly value: unknown } | undefined => {
  if (codec instanceof t.NullType) return { value: null };
  return codec instanceof t.LiteralType ? { value: codec.value } : undefined;
};

/** A union decodes by its first member that takes the value: a constant counts where those before it refuse it. */
const ofEither = (union: t.UnionType<Array<t.Mixed>>): Accepts => {
  const [first, ...others] = union.types;
  if (first === undefined || union instanceof t.TaggedUnionType) return byDecoding(union);
  const constants: Array<unknown> = [];
  for (const [i, member] of others.entries()) {
    const only = onlyValueOf(member);
    if (only === undefined) return byDecoding(union);
    const before = union.types.slice(0, i + 1);
    if (before.every((codec) => E.isLeft(codec.decode(only.value)))) constants.push(only.value);
  }
  const acceptedByFirst = acceptanceOf(first);
  return (value) => constants.includes(value) || acceptedByFirst(value);
};

const isOrdinary = ({ props }: { readonly props: t.Props }): boolean =>
  Object.keys(props).every((key) => !(key in Object.prototype));

/**
 * Tells, of a value that was parsed from JSON, whether the codec decodes it to that very value: nothing wrong, nothing to
 * normalise, nothing to strip. Several times faster than decoding. Where it says no, decoding tells what is the matter.
 */
export const acceptanceOf = (codec: t.Mixed): Accepts => {
  if (codec instanceof t.StringType) return (value) => typeof value === 'string';
  if (codec instanceof t.NumberType) return (value) => typeof value === 'number' && !Number.isNaN(value);
  const only = onlyValueOf(codec);
  if (only !== undefined) return (value) => value === only.value;
  if (codec instanceof t.InterfaceType && isOrdinary(codec)) return withFields(codec, false);
  if (codec instanceof t.ExactType && codec.type instanceof t.InterfaceType && isOrdinary(codec.type)) {
    return withFields(codec.type, true);
  }
  if (codec instanceof t.ExactType && codec.type instanceof t.PartialType) return withSomeFields(codec.type);
  if (codec instanceof t.ArrayType || codec instanceof t.ReadonlyArrayType) return ofEach(acceptanceOf(codec.type));
  if (codec instanceof t.UnionType) return ofEither(codec);
  return byDecoding(codec);
};
