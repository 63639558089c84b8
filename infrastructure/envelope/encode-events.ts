import type { EventToAppend } from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { Definitions } from './definitions.js';
import { type Place, placesOf, pointerTo, valueAt, withValueAt } from './json-place.js';
import { isPresentField, type Keys, type PresentField, sealField } from './sealed-field.js';
import { type EventToStore, SEALED_FIELDS } from './stored-event.js';

type Message = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
type PersonalField = { readonly place: Place; readonly field: PresentField };

type EncodedEvent = {
  readonly id: string;
  readonly message: Message;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly personal: ReadonlyArray<PersonalField>;
};

const encodeEvent =
  (definitions: Definitions) =>
  ({ id, event, metadata }: EventToAppend): EncodedEvent => {
    const definition = definitions.get(event.type);
    if (definition === undefined) throw new TypeError(`The catalogue has no event ${event.type}.`);
    const message: Message = definition.codec.encode(event);
    const personal = definition.personalFields
      .flatMap((path) => placesOf(message, path))
      .flatMap((place) => {
        const field = valueAt(message, place);
        return isPresentField(field) ? [{ place, field }] : [];
      });
    const cause = metadata.causationId === null ? {} : { $causationId: metadata.causationId };
    return {
      id,
      message,
      metadata: { ...metadata, schemaVersion: definition.version, $correlationId: metadata.correlationId, ...cause },
      personal,
    };
  };

const sealEvent =
  (keys: Keys) =>
  ({ id, message, metadata, personal }: EncodedEvent): EventToStore => {
    if (personal.length === 0) return { id, ...message, metadata };
    const sealed = personal.map(({ place, field }) => ({ place, field: sealField(keys, id, pointerTo(place), field) }));
    const pointers = sealed.flatMap(({ place, field }) => (field._tag === 'Sealed' ? [pointerTo(place)] : []));
    const { type, data } = sealed.reduce<unknown>(
      (whole, { place, field }) => withValueAt(whole, place, field),
      message,
    ) as Message;
    return { id, type, data, metadata: { ...metadata, [SEALED_FIELDS]: pointers } };
  };

/** Turns events into what the log keeps. Personal data of an erased subject is left out: the field becomes `Erased`. */
export const encodeEvents =
  (definitions: Definitions, subjectKeys: SubjectKeys) =>
  async (events: ReadonlyArray<EventToAppend>): Promise<ReadonlyArray<EventToStore>> => {
    const encoded = events.map(encodeEvent(definitions));
    const subjects = new Set(encoded.flatMap(({ personal }) => personal.map(({ field }) => field.subject)));
    const keys: Keys = subjects.size === 0 ? new Map() : await subjectKeys.keysOf([...subjects]);
    return encoded.map(sealEvent(keys));
  };
