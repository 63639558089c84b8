import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Metadata } from '../../application/metadata.js';
import type { RecordedEvent, UndecodableEvent } from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { type DecodeError, decodeError, type Violation } from '../../domain/errors.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { upcast } from '../../domain/upcast.js';
import type { Definitions } from './definitions.js';
import { isObject, placeAt, valueAt, withValueAt } from './json-place.js';
import { type Keys, openField, SealedField } from './sealed-field.js';
import { SEALED_FIELDS, SealedFields, type StoredEvent, StoredMetadata } from './stored-event.js';

type Read<A> = E.Either<DecodeError, A>;
type Message = { readonly type: string; readonly data: unknown };

const refuse = (type: string, ...violations: ReadonlyArray<Violation>): E.Either<DecodeError, never> =>
  E.left({ _tag: 'DecodeError', source: `event ${type}`, violations });

const validate = <A>(type: string, codec: t.Type<A, unknown, unknown>, value: unknown, context: t.Context): Read<A> => {
  const validated = codec.validate(value, context);
  return E.isLeft(validated) ? E.left(decodeError(`event ${type}`, validated.left)) : validated;
};

const contextOf = (codec: t.Mixed, ...keys: ReadonlyArray<string>): t.Context =>
  ['', ...keys].map((key) => ({ key, type: codec }));
const METADATA = contextOf(StoredMetadata, 'metadata');
const SEALED = contextOf(SealedFields, 'metadata', SEALED_FIELDS);

const NO_FIELDS: Read<ReadonlyArray<string>> = E.right([]);

/** Pointers to the sealed fields of an event; almost all events have none. */
const sealedFieldsOf = ({ type, metadata }: StoredEvent): Read<ReadonlyArray<string>> =>
  isObject(metadata) && Object.hasOwn(metadata, SEALED_FIELDS)
    ? validate(type, SealedFields, metadata[SEALED_FIELDS], SEALED)
    : NO_FIELDS;

const subjectsOf = (batch: ReadonlyArray<StoredEvent>): ReadonlySet<DataSubjectId> => {
  const subjects = new Set<DataSubjectId>();
  for (const stored of batch) {
    const pointers = sealedFieldsOf(stored);
    for (const pointer of E.isLeft(pointers) ? [] : pointers.right) {
      const field = valueAt(stored, placeAt(pointer));
      if (SealedField.is(field)) subjects.add(field.subject);
    }
  }
  return subjects;
};

const openFields = (keys: Keys, { id, type, data }: StoredEvent, pointers: ReadonlyArray<string>): Read<Message> => {
  const violations: Array<Violation> = [];
  let message: unknown = { type, data };
  for (const pointer of pointers) {
    const place = placeAt(pointer);
    const sealed = valueAt(message, place);
    const opened = SealedField.is(sealed) ? openField(keys, id, pointer, sealed) : undefined;
    if (opened === undefined) violations.push({ pointer, message: 'is damaged: it cannot be decrypted' });
    else message = withValueAt(message, place, opened);
  }
  return violations.length === 0 ? E.right(message as Message) : refuse(type, ...violations);
};

const read = (
  definitions: Definitions,
  keys: Keys,
  stored: StoredEvent,
): Read<{ readonly event: DomainEvent; readonly metadata: Metadata }> => {
  const { type, data } = stored;
  const definition = definitions.get(type);
  if (definition === undefined)
    return refuse(type, { pointer: '/type', message: 'is not an event this program knows' });
  if (!isObject(data) || data instanceof Uint8Array) {
    return refuse(type, { pointer: '/data', message: 'is not a JSON object' });
  }
  const metadata = validate(type, StoredMetadata, stored.metadata, METADATA);
  if (E.isLeft(metadata)) return metadata;
  const { schemaVersion, correlationId, causationId, actor, source } = metadata.right;
  const sealed = sealedFieldsOf(stored);
  if (E.isLeft(sealed)) return sealed;
  const opened = sealed.right.length === 0 ? E.right({ type, data }) : openFields(keys, stored, sealed.right);
  if (E.isLeft(opened)) return opened;
  const latest =
    schemaVersion === definition.version
      ? E.right(opened.right.data)
      : upcast(definition, schemaVersion, opened.right.data);
  if (E.isLeft(latest)) return latest;
  const event = definition.codec.decode({ type, data: latest.right });
  return E.isLeft(event)
    ? E.left(decodeError(`event ${type}`, event.left))
    : E.right({ event: event.right, metadata: { correlationId, causationId, actor, source } });
};

const decodeEvent =
  (definitions: Definitions, keys: Keys) =>
  (stored: StoredEvent): RecordedEvent | UndecodableEvent => {
    const { id, streamName, revision, position, recordedAt, type } = stored;
    const decoded = read(definitions, keys, stored);
    return E.isLeft(decoded)
      ? { id, streamName, revision, position, recordedAt, type, error: decoded.left }
      : { id, streamName, revision, position, recordedAt, ...decoded.right };
  };

/**
 * Reads a batch back: fields opened, old versions lifted, everything validated. Whatever cannot be read is an
 * `UndecodableEvent` in its place. Rejects only when the keys cannot be fetched: that is not erasure.
 */
export const decodeEvents =
  (definitions: Definitions, subjectKeys: SubjectKeys) =>
  async (stored: ReadonlyArray<StoredEvent>): Promise<ReadonlyArray<RecordedEvent | UndecodableEvent>> => {
    const subjects = subjectsOf(stored);
    const keys: Keys = subjects.size === 0 ? new Map() : await subjectKeys.keysOf([...subjects]);
    return stored.map(decodeEvent(definitions, keys));
  };
