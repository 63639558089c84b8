import { addAbortSignal, type Readable } from 'node:stream';
import {
  type EventStoreDBClient,
  type ReadAllOptions,
  type ResolvedEvent,
  StreamDeletedError,
  type StreamingRead,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { StoredEvent } from '../envelope/stored-event.js';
import { storedEventOf } from './stored-event-of.js';

/**
 * Reads to the end, also where one event was asked for: a read left before its end is never let go of. And one under way
 * would never end when its client is disposed of, so the signal ends it.
 */
const all = async (
  reading: StreamingRead<ResolvedEvent> & Readable,
  signal: AbortSignal,
): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = [];
  for await (const { event } of addAbortSignal(signal, reading)) events.push(storedEventOf(event));
  return events;
};

/** The events of a stream from a revision on; none if it does not exist, or was deleted. */
export const eventsOfStream = async (
  client: EventStoreDBClient,
  signal: AbortSignal,
  streamName: string,
  fromRevision: bigint,
): Promise<ReadonlyArray<StoredEvent>> => {
  try {
    return await all(client.readStream(streamName, { fromRevision }), signal);
  } catch (error) {
    if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return [];
    throw error;
  }
};

/** One page of the log. The server reads backwards from before a position, and forwards from that very one. */
export const pageOfLog = (
  client: EventStoreDBClient,
  signal: AbortSignal,
  options: ReadAllOptions,
): Promise<ReadonlyArray<StoredEvent>> => all(client.readAll(options), signal);
