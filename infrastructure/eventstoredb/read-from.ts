import { addAbortSignal } from 'node:stream';
import {
  BACKWARDS,
  type EventStoreDBClient,
  type ReadAllOptions,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import * as E from 'fp-ts/lib/Either.js';
import type { PlacesBackwards, ReadStreamFrom } from '../../application/ports/event-store.js';
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

const FIRST_PAGE = 16;
const PAGE = 512;

const pageOf = async (
  client: EventStoreDBClient,
  signal: AbortSignal,
  options: ReadAllOptions,
): Promise<ReadonlyArray<StoredEvent>> => {
  const page: Array<StoredEvent> = [];
  for await (const { event } of addAbortSignal(signal, client.readAll(options))) page.push(storedEventOf(event));
  return page;
};

/** The server reads backwards from before a position, and forwards from that very one. */
export const placesBackwardsBy = (
  client: EventStoreDBClient,
  categories: ReadonlyArray<string>,
  signal: AbortSignal,
): PlacesBackwards => {
  const isOurs = ({ streamName }: StoredEvent): boolean =>
    categories.some((category) => streamName.startsWith(`${category}-`));
  return async function* (upTo) {
    try {
      const there = await pageOf(client, signal, { fromPosition: upTo, maxCount: 1 });
      yield* there.filter((event) => isSamePosition(event.position, upTo) && isOurs(event));
      let fromPosition: Position | undefined = upTo;
      for (let maxCount = FIRST_PAGE; fromPosition !== undefined; maxCount = PAGE) {
        const page: ReadonlyArray<StoredEvent> = await pageOf(client, signal, {
          direction: BACKWARDS,
          fromPosition,
          maxCount,
        });
        yield* page.filter(isOurs);
        fromPosition = page.at(-1)?.position;
      }
    } catch (error) {
      throw logUnavailable(error);
    }
  };
};
