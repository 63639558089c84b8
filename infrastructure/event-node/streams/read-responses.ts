import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import type { StoredEvent } from '../store/store.js';
import { encodeReadEvent, withStructuredId } from '../wire/encode-event.js';
import { resolved } from './links.js';
import type { ReadRequest } from './read-request.js';

/** Readers at one place in the log share the event, and what it is encoded to. */
const encoded = new WeakMap<StoredEvent, Uint8Array>();

export const eventResponse = (
  log: EventLog,
  event: StoredEvent,
  { resolveLinks, structuredIds }: ReadRequest,
): Uint8Array => {
  const sent = resolved(log, event, resolveLinks);
  if (!structuredIds)
    return sent.event === event.record && sent.link === undefined ? encodedOnce(event) : encodeReadEvent(sent);
  return encodeReadEvent({
    ...sent,
    event: sent.event && withStructuredId(sent.event),
    link: sent.link && withStructuredId(sent.link),
  });
};

const encodedOnce = (event: StoredEvent): Uint8Array => {
  const known = encoded.get(event);
  if (known !== undefined) return known;
  const response = encodeReadEvent({ event: event.record, link: undefined, position: event.position });
  encoded.set(event, response);
  return response;
};

export const confirmation = (subscriptionId: string): Uint8Array =>
  new pb.ReadResp()
    .setConfirmation(new pb.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId))
    .serializeBinary();

export const checkpoint = (position: number): Uint8Array =>
  new pb.ReadResp()
    .setCheckpoint(
      new pb.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
    )
    .serializeBinary();

export const caughtUp = (): Uint8Array => new pb.ReadResp().setCaughtUp(new pb.ReadResp.CaughtUp()).serializeBinary();

export const streamNotFound = (streamName: string): Uint8Array =>
  new pb.ReadResp()
    .setStreamNotFound(
      new pb.ReadResp.StreamNotFound().setStreamIdentifier(
        new sharedPb.StreamIdentifier().setStreamName(Buffer.from(streamName)),
      ),
    )
    .serializeBinary();
