import { addAbortSignal } from 'node:stream';
import { BACKWARDS, END, type EventStoreDBClient, FORWARDS, StreamNotFoundError } from '@eventstore/db-client';
import * as E from 'fp-ts/lib/Either.js';
import {
  isUndecodable,
  type ReadHead,
  type ReadStream,
  type RecordedEvent,
} from '../../application/ports/event-store.js';
import { comparePositions } from '../../application/position.js';
import type { Envelope } from '../envelope/envelope.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import type { EventIdAt } from '../log-archive/archived-subscription.js';
import { logUnavailable } from './log-unavailable.js';
import { storedEventOf } from './stored-event-of.js';

/** A read under way would never end when its client is disposed of, so `signal` ends it. */
const eventsOf = async (
  client: EventStoreDBClient,
  signal: AbortSignal,
  streamName: string,
): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = [];
  try {
    for await (const { event } of addAbortSignal(signal, client.readStream(streamName))) {
      events.push(storedEventOf(event));
    }
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  }
  return events;
};

const fail = (error: unknown) => E.left(logUnavailable(error));

export const readStreamBy =
  (client: EventStoreDBClient, envelope: Envelope, signal: AbortSignal): ReadStream =>
  (streamName) =>
  () =>
    eventsOf(client, signal, streamName)
      .then(envelope.decode)
      .then((events) => {
        const recorded: Array<RecordedEvent> = [];
        for (const event of events) {
          if (isUndecodable(event)) return E.left({ _tag: 'UnreadableStream' as const, event });
          recorded.push(event);
        }
        return E.right(recorded);
      }, fail);

/** Reads to the end although there is one event: a stream left before its end is never let go of. */
const lastOf = async (client: EventStoreDBClient, signal: AbortSignal): Promise<StoredEvent | undefined> => {
  let last: StoredEvent | undefined;
  const backwards = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  for await (const { event } of addAbortSignal(signal, backwards)) last = storedEventOf(event);
  return last;
};

export const readHeadBy =
  (client: EventStoreDBClient, signal: AbortSignal): ReadHead =>
  () =>
  () =>
    lastOf(client, signal).then((last) => E.right(last?.position), fail);

/** The id of the event that stands at a position. Rejects when the log does not answer. */
export const eventIdAtBy =
  (client: EventStoreDBClient, signal: AbortSignal): EventIdAt =>
  async (position) => {
    let found: StoredEvent | undefined;
    try {
      const forwards = client.readAll({ direction: FORWARDS, fromPosition: position, maxCount: 1 });
      for await (const { event } of addAbortSignal(signal, forwards)) found = storedEventOf(event);
    } catch (error) {
      throw logUnavailable(error);
    }
    return found !== undefined && comparePositions(found.position, position) === 0 ? found.id : undefined;
  };
