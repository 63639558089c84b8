import type { EventToAppend, RecordedEvent, UndecodableEvent } from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { eventCatalogue } from '../../domain/catalogue.js';
import type { EventDefinition } from '../../domain/event.js';
import { decodeEvents } from './decode-events.js';
import { definitionsOf } from './definitions.js';
import { encodeEvents } from './encode-events.js';
import type { EventToStore, StoredEvent } from './stored-event.js';

/** Between an event as the domain knows it and an event as the log keeps it. */
export type Envelope = {
  readonly encode: (events: ReadonlyArray<EventToAppend>) => Promise<ReadonlyArray<EventToStore>>;
  readonly decode: (stored: ReadonlyArray<StoredEvent>) => Promise<ReadonlyArray<RecordedEvent | UndecodableEvent>>;
};

export const makeEnvelope = (
  subjectKeys: SubjectKeys,
  catalogue: Readonly<Record<string, EventDefinition>> = eventCatalogue,
): Envelope => {
  const definitions = definitionsOf(catalogue);
  return { encode: encodeEvents(definitions, subjectKeys), decode: decodeEvents(definitions, subjectKeys) };
};
