import { isUndecodable, type LogBatch } from '../../application/ports/event-store.js';
import { isBefore } from '../../application/position.js';
import { type FailedEvent, unreadable } from '../folding/failed-event.js';
import { type OwnedShare, parkStream } from '../folding/owned-share.js';
import { concerns } from '../following/log-reader.js';

/** Puts aside the stream of the event that failed, and those of all others in the batch that cannot be read. */
export const parkStreams = (owned: OwnedShare, batch: LogBatch, failed: FailedEvent): void => {
  const { position } = owned.checkpoint;
  for (const event of batch.events) {
    if (!isUndecodable(event) || !concerns(owned.handles, event)) continue;
    if (isBefore(position, event.position)) parkStream(owned, unreadable(event));
  }
  parkStream(owned, failed);
};
