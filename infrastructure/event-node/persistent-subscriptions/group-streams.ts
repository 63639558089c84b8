import type { EventLog } from '../log/event-log.js';
import { newEventId } from '../log/metadata-event.js';
import type { StoredEvent } from '../store/store.js';
import { firstReadableRevision } from '../stream-metadata.js';
import { metadataStreamOf } from '../stream-names.js';
import { dataOf } from '../wire/decode-event.js';
import { checkpointStreamOf, type GroupConfig, type GroupName, parkedStreamOf } from './group-config.js';
import { placeFromText, placeToText } from './places.js';

// What the groups write is kept in streams of the log, as the real server keeps it, so that it is as durable as the events.

/** Whether it was written. */
type Write = Promise<boolean>;

export const saveCheckpoint = (log: EventLog, config: GroupConfig, place: number): Write =>
  append(log, checkpointStreamOf(config), '$SubscriptionCheckpoint', placeToText(config.source, place));

/** What is no checkpoint counts as none: events come again rather than never. */
export const savedCheckpoint = (log: EventLog, config: GroupConfig): number | undefined => {
  const last = lastReadable(log, checkpointStreamOf(config));
  return last === undefined ? undefined : placeFromText(String(jsonOf(last)));
};

/** Undefined when the event does not hold JSON: anyone with the right to can append to these streams. */
export const jsonOf = ({ record }: StoredEvent): unknown => {
  try {
    return JSON.parse(dataOf(record));
  } catch {
    return undefined;
  }
};

/** For a stream of which only the last event is of use; a scavenge may remove the others. */
export const keepLastOnly = (log: EventLog, streamName: string): Write =>
  append(log, metadataStreamOf(streamName), '$metadata', { $maxCount: 1 });

export const park = (log: EventLog, name: GroupName, target: string, reason: string): Write =>
  write(log, parkedStreamOf(name), {
    type: '$>',
    isJson: false,
    data: Buffer.from(target),
    metadata: Buffer.from(JSON.stringify({ added: new Date(log.now()).toISOString(), reason })),
  });

export const truncateParked = (log: EventLog, name: GroupName, revision: number): Write =>
  append(log, metadataStreamOf(parkedStreamOf(name)), '$metadata', { $tb: revision + 1 });

export const deleteStreamsOf = async (log: EventLog, name: GroupName): Promise<void> => {
  await Promise.all([log.deleteStream(checkpointStreamOf(name), 'any'), log.deleteStream(parkedStreamOf(name), 'any')]);
};

export const append = (log: EventLog, streamName: string, type: string, data: unknown): Write =>
  write(log, streamName, {
    type,
    isJson: true,
    data: Buffer.from(JSON.stringify(data)),
    metadata: Buffer.alloc(0),
  });

export const lastReadable = (log: EventLog, streamName: string): StoredEvent | undefined => {
  const { lastRevision, metadata, tombstoned } = log.findStream(streamName);
  if (tombstoned || lastRevision < firstReadableRevision(metadata, lastRevision)) return undefined;
  return log.streamForwards(streamName, { first: lastRevision, last: lastRevision }, 1)[0];
};

type EventWithoutId = {
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
};

const write = async (log: EventLog, streamName: string, event: EventWithoutId): Write => {
  const outcome = await log.append({ streamName, expected: 'any', events: [{ ...event, id: newEventId() }] });
  return outcome._tag === 'Appended';
};
