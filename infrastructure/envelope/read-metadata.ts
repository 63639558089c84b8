import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Metadata } from '../../application/metadata.js';
import { type DecodeError, decodeError, type Violation } from '../../domain/errors.js';
import { acceptanceOf } from './acceptance.js';
import { isObject } from './json-place.js';
import { SEALED_FIELDS, SealedFields, type StoredEvent, StoredMetadata } from './stored-event.js';

export type Read<A> = E.Either<DecodeError, A>;

export const refuse = (type: string, ...violations: ReadonlyArray<Violation>): E.Either<DecodeError, never> =>
  E.left({ _tag: 'DecodeError', source: `event ${type}`, violations });

/** What stands beside the data of an event: for the reader of the event, and for whoever decodes it. */
export type MetadataRead = {
  readonly metadata: Metadata;
  readonly schemaVersion: number;
  /** JSON pointers; almost all events have none. */
  readonly sealedFields: ReadonlyArray<string>;
};

const validate = <A>(type: string, codec: t.Type<A, unknown, unknown>, value: unknown, context: t.Context): Read<A> => {
  const validated = codec.validate(value, context);
  return E.isLeft(validated) ? E.left(decodeError(`event ${type}`, validated.left)) : validated;
};

const contextOf = (codec: t.Mixed, ...keys: ReadonlyArray<string>): t.Context =>
  ['', ...keys].map((key) => ({ key, type: codec }));
const METADATA = contextOf(StoredMetadata, 'metadata');
const SEALED = contextOf(SealedFields, 'metadata', SEALED_FIELDS);

const accepts = acceptanceOf(StoredMetadata);
const isInOrder = (stored: unknown): stored is StoredMetadata => accepts(stored);

const NO_FIELDS: Read<ReadonlyArray<string>> = E.right([]);

const read = (type: string, stored: unknown): Read<MetadataRead> => {
  const validated = isInOrder(stored) ? E.right(stored) : validate(type, StoredMetadata, stored, METADATA);
  if (E.isLeft(validated)) return validated;
  const sealedFields =
    isObject(stored) && Object.hasOwn(stored, SEALED_FIELDS)
      ? validate(type, SealedFields, stored[SEALED_FIELDS], SEALED)
      : NO_FIELDS;
  if (E.isLeft(sealedFields)) return sealedFields;
  const { schemaVersion, correlationId, causationId, actor, source } = validated.right;
  const metadata = { correlationId, causationId, actor, source };
  return E.right({ metadata, schemaVersion, sealedFields: sealedFields.right });
};

/** Reads the metadata of a batch; what several events have in common, as one object, is read once. */
export const metadataReader = (): ((stored: StoredEvent) => Read<MetadataRead>) => {
  const known = new Map<unknown, Read<MetadataRead>>();
  return ({ type, metadata }) => {
    const before = known.get(metadata);
    if (before !== undefined) return before;
    const now = read(type, metadata);
    if (E.isRight(now)) known.set(metadata, now);
    return now;
  };
};
