import type { StoredEvent } from '../store/store.js';
import { isSoftDeleted, parseStreamMetadata } from '../stream-metadata.js';
import { isMetadataStream, streamDescribedBy } from '../stream-names.js';
import { dataOf } from '../wire/decode-event.js';
import { type CategoryOf, DEFAULT_CATEGORY_QUERY } from './category.js';

/** What a projection writes because of an event. */
export type Emitted = {
  readonly streamName: string;
  readonly type: '$>' | '$@';
  readonly data: string;
  /** The stream whose category the event was put into. */
  readonly originalStream?: string;
  /** Whether the event says that its stream is deleted. */
  readonly deleted?: boolean;
};

export type Definition = {
  readonly name: string;
  readonly query: string;
  readonly emit: (event: StoredEvent, categoryOf: CategoryOf) => Emitted | undefined;
};

const TOMBSTONE_REVISION = '9223372036854775807';

const byCategory: Definition = {
  name: '$by_category',
  query: DEFAULT_CATEGORY_QUERY,
  emit: (event, categoryOf) => {
    const deletedStream = streamDeletedBy(event);
    const originalStream = deletedStream ?? event.streamName;
    const category = categoryOf(originalStream);
    if (category === undefined) return undefined;
    const data = event.type === '$>' ? dataOf(event.record) : targetOf(event);
    return { streamName: `$ce-${category}`, type: '$>', data, originalStream, deleted: deletedStream !== undefined };
  },
};

const byEventType: Definition = {
  name: '$by_event_type',
  query: '',
  emit: (event) => {
    if (event.type === '$>') return undefined;
    const deleted = streamDeletedBy(event) !== undefined;
    return { streamName: `$et-${deleted ? '$deleted' : event.type}`, type: '$>', data: targetOf(event), deleted };
  },
};

const streamByCategory: Definition = {
  name: '$stream_by_category',
  query: DEFAULT_CATEGORY_QUERY,
  emit: ({ revision, streamName }, categoryOf) => {
    const category = revision === 0 ? categoryOf(streamName) : undefined;
    return category === undefined ? undefined : { streamName: `$category-${category}`, type: '$@', data: streamName };
  },
};

const streams: Definition = {
  name: '$streams',
  query: '',
  emit: (event) => (event.revision === 0 ? { streamName: '$streams', type: '$>', data: targetOf(event) } : undefined),
};

/** In the order of their ids, which start at 1. */
export const definitions: ReadonlyArray<Definition> = [byCategory, byEventType, streamByCategory, streams];

const targetOf = ({ revision, streamName, type }: StoredEvent): string =>
  `${type === '$streamDeleted' ? TOMBSTONE_REVISION : revision}@${streamName}`;

const streamDeletedBy = ({ streamName, type, record }: StoredEvent): string | undefined => {
  if (type === '$streamDeleted') return streamName;
  if (type !== '$metadata' || !isMetadataStream(streamName)) return undefined;
  return isSoftDeleted(parseStreamMetadata(dataOf(record))) ? streamDescribedBy(streamName) : undefined;
};
