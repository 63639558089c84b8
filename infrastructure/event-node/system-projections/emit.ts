import { appendEvents, type Writing } from '../log/append-events.js';
import { boundedCache } from '../log/bounded-cache.js';
import { metadataEvent, newEventId } from '../log/metadata-event.js';
import type { StoredEvent, StoredProjection } from '../store/store.js';
import { metadataStreamOf } from '../stream-names.js';
import { eventIdOf, metadataOf } from '../wire/decode-event.js';
import type { Emitted } from './definitions.js';

const STREAMS_REMEMBERED = 10_000;

/** The part of a version that changes with the real server's way of writing. */
const SYSTEM_VERSION = 4;

/** Everyone may read what a system projection writes. */
const ACCESS = '"$acl":{"$r":"$all","$mr":"$all"}';

export type Emit = (writing: Writing, projection: StoredProjection, cause: StoredEvent, emitted: Emitted) => void;

export type Emitter = {
  /** Writes inside the transaction that runs. To a stream with a tombstone it writes nothing. */
  readonly emit: Emit;
  /** To be called when a transaction has failed, or the projection begins anew. */
  readonly forget: () => void;
};

export const makeEmitter = (projectionId: number): Emitter => {
  const prepared = boundedCache<string, true>(STREAMS_REMEMBERED);

  /** A stream gets its metadata before its first event. A projection that begins anew truncates what it wrote before. */
  const prepare = (writing: Writing, { epoch }: StoredProjection, streamName: string): void => {
    const { stored, lastRevision, hasMetadata } = writing.directory.find(streamName);
    const last = stored && writing.store.eventAt(stored.id, lastRevision);
    const isNew = lastRevision < 0 && !hasMetadata;
    const isOfEarlierEpoch = last !== undefined && epochOf(last) !== epoch && epoch > 0;
    const truncation = isOfEarlierEpoch ? `"$tb":${lastRevision + 1},` : '';
    if (isNew || isOfEarlierEpoch) {
      appendEvents(writing, metadataStreamOf(streamName), 'any', [metadataEvent(`{${truncation}${ACCESS}}`)]);
    }
    prepared.set(streamName, true);
  };

  return {
    emit: (writing, projection, cause, emitted) => {
      if (prepared.get(emitted.streamName) === undefined) prepare(writing, projection, emitted.streamName);
      const metadata = Buffer.from(JSON.stringify(linkMetadata(projectionId, projection, cause, emitted)));
      const data = Buffer.from(emitted.data);
      const event = { id: newEventId(), type: emitted.type, isJson: false, data, metadata };
      appendEvents(writing, emitted.streamName, 'any', [event]);
    },
    forget: prepared.clear,
  };
};

const linkMetadata = (
  projectionId: number,
  { epoch, version }: StoredProjection,
  { position, record }: StoredEvent,
  { originalStream, deleted }: Emitted,
): object => {
  const correlationId = memberOf(metadataOf(record), '$correlationId');
  return {
    $v: `${projectionId}:${epoch}:${version}:${SYSTEM_VERSION}`,
    $c: position,
    $p: position,
    ...(originalStream !== undefined && { $o: originalStream }),
    ...(deleted === true && { $deleted: -1 }),
    $causedBy: eventIdOf(record),
    ...(correlationId !== undefined && { $correlationId: correlationId }),
  };
};

const epochOf = ({ record }: StoredEvent): number => Number(memberOf(metadataOf(record), '$v')?.split(':')[1]);

const memberOf = (json: string, name: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    const member = typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
    return typeof member === 'string' ? member : undefined;
  } catch {
    return undefined;
  }
};
