import type { RecordedEvent } from '@eventstore/db-client';
import type { StoredEvent } from '../envelope/stored-event.js';

export const storedEventOf = (event: RecordedEvent | undefined): StoredEvent => {
  if (event?.position === undefined) throw new Error('the log gave an event without a position');
  const { id, streamId: streamName, revision, position, created: recordedAt, type, data, metadata } = event;
  return { id, streamName, revision, position, recordedAt, type, data, metadata };
};
