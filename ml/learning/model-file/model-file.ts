import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { CannotRead } from '../cannot-learn.js';
import {
  type ArrayKind,
  arrayOfBytes,
  byteLengthOf,
  bytesOfArray,
  isArrayKind,
  kindOf,
  type NumberArray,
  type StoredArray,
} from './arrays.js';

/** `TREERING`, version and length of the header, the header as JSON, the arrays it speaks of, and a SHA-256 of all before it. */
const MAGIC = new TextEncoder().encode('TREERING');
const VERSION = 1;
const START = MAGIC.length + 8;
const CHECKSUM = 32;

const ArrayName = new t.Type<ArrayKind>(
  'ArrayName',
  isArrayKind,
  (name, context) => (isArrayKind(name) ? t.success(name) : t.failure(name, context)),
  t.identity,
);
const Stored = t.type({ kind: ArrayName, stored: ArrayName, length: t.number });
const Header = t.type({ kind: t.string, arrays: t.array(Stored), data: t.unknown });

const checksumOf = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * The bytes of a model: plain data of objects, arrays, texts, finite numbers and typed arrays. The same model has the same bytes.
 * @param kind what the model is, told when it is read
 */
export const writeModelFile = (kind: string, model: unknown): Uint8Array => {
  const arrays: Array<StoredArray> = [];
  const parts: Array<Uint8Array> = [];
  const plain = (value: unknown): unknown => {
    const array = kindOf(value);
    if (array !== undefined) {
      const { stored, bytes } = bytesOfArray(array, value as NumberArray);
      arrays.push(stored);
      parts.push(bytes);
      return { $array: arrays.length - 1 };
    }
    if (Array.isArray(value)) return value.map(plain);
    return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) : value;
  };
  const data = plain(model);
  const header = new TextEncoder().encode(JSON.stringify({ kind, arrays, data }));
  const numbers = Uint32Array.of(VERSION, header.length);
  const content = Buffer.concat([MAGIC, new Uint8Array(numbers.buffer), header, ...parts]);
  return new Uint8Array(Buffer.concat([content, checksumOf(content)]));
};

const withArrays = (arrays: ReadonlyArray<NumberArray>, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((each) => withArrays(arrays, each));
  if (!isPlain(value)) return value;
  if (typeof value['$array'] === 'number') return arrays[value['$array']];
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withArrays(arrays, each)]));
};

const notAModel = (reason: string): E.Either<CannotRead, never> => E.left({ _tag: 'NotAModel', reason });

const contentOf = (
  bytes: Uint8Array,
): E.Either<CannotRead, { readonly header: unknown; readonly rest: Uint8Array }> => {
  if (bytes.length < START || MAGIC.some((byte, i) => bytes[i] !== byte)) return notAModel('it does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(MAGIC.length, true);
  if (version !== VERSION) return E.left({ _tag: 'OtherVersion', version });
  const content = bytes.subarray(0, -CHECKSUM);
  const given = bytes.subarray(-CHECKSUM);
  if (checksumOf(content).some((byte, i) => byte !== given[i])) return notAModel('it is cut short or was changed');
  const end = START + view.getUint32(MAGIC.length + 4, true);
  const header: unknown = JSON.parse(new TextDecoder().decode(content.subarray(START, end)));
  return E.right({ header, rest: content.subarray(end) });
};

/** The model that was written, and what kind it is of; whether the data are those of the kind, its codec says. */
export const readModelFile = (
  bytes: Uint8Array,
): E.Either<CannotRead, { readonly kind: string; readonly model: unknown }> => {
  const content = contentOf(bytes);
  if (E.isLeft(content)) return content;
  const header = Header.decode(content.right.header);
  if (E.isLeft(header)) return notAModel('its header says nothing');
  let from = 0;
  const arrays = header.right.arrays.map((stored) => {
    const part = content.right.rest.subarray(from, from + byteLengthOf(stored));
    from += part.length;
    return arrayOfBytes(stored, part);
  });
  return E.right({ kind: header.right.kind, model: withArrays(arrays, header.right.data) });
};

/** As `readModelFile`, of a model of the kind alone. */
export const readModelOf =
  <A>(kind: string, codec: t.Type<A, unknown>) =>
  (bytes: Uint8Array): E.Either<CannotRead, A> => {
    const read = readModelFile(bytes);
    if (E.isLeft(read)) return read;
    if (read.right.kind !== kind) return notAModel(`it is of another kind: ${read.right.kind}`);
    const model = codec.decode(read.right.model);
    return E.isLeft(model) ? notAModel(`it is no ${kind}`) : model;
  };
