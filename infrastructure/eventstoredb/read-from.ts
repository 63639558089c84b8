import { addAbortSignal } from 'node:stream';
import { type EventStoreDBClient, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import * as E from 'fp-ts/lib/Either.js';
import type { ReadStreamFrom, RecordedAt } from '../../application/ports/event-store.js';
import { isSamePosition, type Position } from '../../application/position.js';
import type { Envelope } from '../envelope/envelope.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import { logUnavailable } from './log-unavailable.js';
import { storedEventOf } from './stored-event-of.js';

const fail = (error: unknown) => E.left(logUnavailable(error));

const eventsFrom = async (
  client: EventStoreDBClient,
  signal: AbortSignal,
  streamName: string,
  fromRevision: bigint,
): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = [];
  try {
    for await (const { event } of addAbortSignal(signal, client.readStream(streamName, { fromRevision }))) {
      events.push(storedEventOf(event));
    }
  } catch (error) {
    if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return [];
    throw error;
  }
  return events;
};

export const readStreamFromBy =
  (client: EventStoreDBClient, envelope: Envelope, signal: AbortSignal): ReadStreamFrom =>
  (streamName, revision) =>
  () =>
    eventsFrom(client, signal, streamName, revision).then(envelope.decode).then(E.right, fail);

const firstFrom = async (
  client: EventStoreDBClient,
  signal: AbortSignal,
  fromPosition: Position,
): Promise<StoredEvent | undefined> => {
  let first: StoredEvent | undefined;
  const onwards = client.readAll({ fromPosition, maxCount: 1 });
  for await (const { event } of addAbortSignal(signal, onwards)) first = storedEventOf(event);
  return first;
};

export const recordedAtBy =
  (client: EventStoreDBClient, signal: AbortSignal): RecordedAt =>
  (position) =>
  () =>
    firstFrom(client, signal, position).then(
      (first) => E.right(isSamePosition(first?.position, position) ? first?.recordedAt : undefined),
      fail,
    );
