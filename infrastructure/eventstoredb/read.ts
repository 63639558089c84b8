import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';
import * as E from 'fp-ts/lib/Either.js';
import {
  isUndecodable,
  type PlacesBackwards,
  type ReadHead,
  type ReadStream,
  type ReadStreamFrom,
  type RecordedEvent,
} from '../../application/ports/event-store.js';
import { isSamePosition, type Position } from '../../application/position.js';
import type { Envelope } from '../envelope/envelope.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import type { EventIdAt } from '../log-archive/archived-subscription.js';
import { logUnavailable } from './log-unavailable.js';
import { eventsOfStream, pageOfLog } from './stored-events.js';

const fail = (error: unknown) => E.left(logUnavailable(error));

export const readStreamFromBy =
  (client: EventStoreDBClient, envelope: Envelope, signal: AbortSignal): ReadStreamFrom =>
  (streamName, revision) =>
  () =>
    eventsOfStream(client, signal, streamName, revision).then(envelope.decode).then(E.right, fail);

export const readStreamBy = (client: EventStoreDBClient, envelope: Envelope, signal: AbortSignal): ReadStream => {
  const readFrom = readStreamFromBy(client, envelope, signal);
  return (streamName) => async () => {
    const read = await readFrom(streamName, 0n)();
    if (E.isLeft(read)) return read;
    const recorded: Array<RecordedEvent> = [];
    for (const event of read.right) {
      if (isUndecodable(event)) return E.left({ _tag: 'UnreadableStream' as const, event });
      recorded.push(event);
    }
    return E.right(recorded);
  };
};

export const readHeadBy =
  (client: EventStoreDBClient, signal: AbortSignal): ReadHead =>
  () =>
  () =>
    pageOfLog(client, signal, { direction: BACKWARDS, fromPosition: END, maxCount: 1 }).then(
      ([last]) => E.right(last?.position),
      fail,
    );

/** The event that stands at a position, if one does. */
const eventAt = async (
  client: EventStoreDBClient,
  signal: AbortSignal,
  position: Position,
): Promise<StoredEvent | undefined> => {
  const [event] = await pageOfLog(client, signal, { fromPosition: position, maxCount: 1 });
  return isSamePosition(event?.position, position) ? event : undefined;
};

/** The id of the event that stands at a position. Rejects with `LogUnavailable`. */
export const eventIdAtBy =
  (client: EventStoreDBClient, signal: AbortSignal): EventIdAt =>
  (position) =>
    eventAt(client, signal, position).then(
      (event) => event?.id,
      (error: unknown) => Promise.reject(logUnavailable(error)),
    );

const FIRST_PAGE = 16;
const PAGE = 512;

export const placesBackwardsBy = (
  client: EventStoreDBClient,
  categories: ReadonlyArray<string>,
  signal: AbortSignal,
): PlacesBackwards => {
  const isOurs = ({ streamName }: StoredEvent): boolean =>
    categories.some((category) => streamName.startsWith(`${category}-`));
  return async function* (upTo) {
    try {
      const there = await eventAt(client, signal, upTo);
      if (there !== undefined && isOurs(there)) yield there;
      let fromPosition: Position | undefined = upTo;
      for (let maxCount = FIRST_PAGE; fromPosition !== undefined; maxCount = PAGE) {
        const page: ReadonlyArray<StoredEvent> = await pageOfLog(client, signal, {
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
