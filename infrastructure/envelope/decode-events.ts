import * as E from 'fp-ts/lib/Either.js';
import type { Metadata } from '../../application/metadata.js';
import type { RecordedEvent, UndecodableEvent } from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { decodeError, type Violation } from '../../domain/errors.js';
import { upcast } from '../../domain/upcast.js';
import type { Definition, Definitions } from './definitions.js';
import { isObject, placeAt, valueAt, withValueAt } from './json-place.js';
import { type MetadataRead, metadataReader, type Read, refuse } from './read-metadata.js';
import { type Keys, openField, SealedField } from './sealed-field.js';
import type { StoredEvent } from './stored-event.js';

type Message = { readonly type: string; readonly data: unknown };

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

const lifted = (definition: Definition, version: number, { type, data }: Message): Read<Message> =>
  version === definition.version
    ? E.right({ type, data })
    : E.map((latest) => ({ type, data: latest }))(upcast(definition, version, data));

const validated = ({ codec, accepts }: Definition, message: Message): Read<DomainEvent> => {
  if (accepts(message)) return E.right(message as DomainEvent);
  return E.mapLeft((errors: Parameters<typeof decodeError>[1]) => decodeError(`event ${message.type}`, errors))(
    codec.decode(message),
  );
};

type Decoded = { readonly event: DomainEvent; readonly metadata: Metadata };

const decodeOne = (
  definitions: Definitions,
  keys: Keys,
  stored: StoredEvent,
  beside: Read<MetadataRead>,
): Read<Decoded> => {
  const { type, data } = stored;
  const definition = definitions.get(type);
  if (definition === undefined)
    return refuse(type, { pointer: '/type', message: 'is not an event this program knows' });
  if (!isObject(data) || data instanceof Uint8Array) {
    return refuse(type, { pointer: '/data', message: 'is not a JSON object' });
  }
  if (E.isLeft(beside)) return beside;
  const { metadata, sealedFields, schemaVersion } = beside.right;
  const opened = sealedFields.length === 0 ? E.right({ type, data }) : openFields(keys, stored, sealedFields);
  if (E.isLeft(opened)) return opened;
  const latest = lifted(definition, schemaVersion, opened.right);
  if (E.isLeft(latest)) return latest;
  const event = validated(definition, latest.right);
  return E.isLeft(event) ? event : E.right({ event: event.right, metadata });
};

const keysFor = async (
  subjectKeys: SubjectKeys,
  batch: ReadonlyArray<StoredEvent>,
  metadataOf: (stored: StoredEvent) => Read<MetadataRead>,
): Promise<Keys> => {
  const subjects = new Set<SealedField['subject']>();
  for (const stored of batch) {
    const metadata = metadataOf(stored);
    for (const pointer of E.isLeft(metadata) ? [] : metadata.right.sealedFields) {
      const field = valueAt(stored, placeAt(pointer));
      if (SealedField.is(field)) subjects.add(field.subject);
    }
  }
  return subjects.size === 0 ? new Map() : subjectKeys.keysOf([...subjects]);
};

/**
 * Reads a batch back: fields opened, old versions lifted, everything validated. Whatever cannot be read is an
 * `UndecodableEvent` in its place. Rejects only when the keys cannot be fetched: that is not erasure.
 */
export const decodeEvents =
  (definitions: Definitions, subjectKeys: SubjectKeys) =>
  async (batch: ReadonlyArray<StoredEvent>): Promise<ReadonlyArray<RecordedEvent | UndecodableEvent>> => {
    const metadataOf = metadataReader();
    const keys = await keysFor(subjectKeys, batch, metadataOf);
    return batch.map((stored) => {
      const { id, streamName, revision, position, recordedAt, type } = stored;
      const decoded = decodeOne(definitions, keys, stored, metadataOf(stored));
      if (E.isLeft(decoded)) return { id, streamName, revision, position, recordedAt, type, error: decoded.left };
      const { event, metadata } = decoded.right;
      return { id, streamName, revision, position, recordedAt, event, metadata };
    });
  };
