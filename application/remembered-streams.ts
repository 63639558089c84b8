import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DomainEvent } from '../domain/catalogue.js';
import type { Aggregate } from '../domain/decider.js';
import {
  type EventStore,
  isUndecodable,
  type LogUnavailable,
  type RecordedEvent,
  type UnreadableStream,
} from './ports/event-store.js';
import { isSamePosition } from './position.js';
import { foldOnto, type StreamSoFar } from './stream-so-far.js';

export type RememberedStreams = {
  /** The stream up to now, of which only the end is read; `undefined` for one that is not remembered, or no longer what it was. */
  readonly caughtUp: <Command, State, Event extends DomainEvent, Refusal>(
    aggregate: Aggregate<Command, State, Event, Refusal>,
    streamName: string,
  ) => TaskEither<LogUnavailable | UnreadableStream, StreamSoFar<State> | undefined>;
  readonly remember: (category: string, streamName: string, soFar: StreamSoFar<unknown>) => void;
};

const isThere = ({ id, position }: RecordedEvent, last: StreamSoFar<unknown>['last']): boolean =>
  id === last?.id && isSamePosition(position, last.position);

/** A stream takes as much memory as so many ids of events, besides those it has. */
const OF_A_STREAM = 25;

const sizeOf = ({ ids }: StreamSoFar<unknown>): number => ids.size + OF_A_STREAM;

/**
 * Remembers what the streams of a category used last have come to, in the memory of so many ids: those that many deliveries add
 * to would otherwise be read from their start for each. The last event that is remembered is read again, so that a stream
 * of another log, or one that was deleted, is not taken for it. Not for streams with personal data, which outlives its key here.
 */
export const rememberStreams = (
  { readStreamFrom }: Pick<EventStore, 'readStreamFrom'>,
  category: string,
  most = 150_000,
): RememberedStreams => {
  const streams = new Map<string, StreamSoFar<unknown>>();
  let size = 0;

  const forget = (streamName: string): void => {
    const known = streams.get(streamName);
    if (known === undefined) return;
    size -= sizeOf(known);
    streams.delete(streamName);
  };

  return {
    caughtUp: (aggregate, streamName) => async () => {
      const known = streams.get(streamName) as StreamSoFar<ReturnType<typeof aggregate.evolve>> | undefined;
      if (known?.last === undefined) return E.right(undefined);
      const read = await readStreamFrom(streamName, known.last.revision)();
      if (E.isLeft(read)) return read;
      const [last, ...since] = read.right;
      if (last === undefined || isUndecodable(last) || !isThere(last, known.last)) return E.right(undefined);
      const recorded: Array<RecordedEvent> = [];
      for (const event of since) {
        if (isUndecodable(event)) return E.left({ _tag: 'UnreadableStream', event });
        recorded.push(event);
      }
      return E.right(foldOnto(aggregate, known, recorded));
    },
    remember: (ofCategory, streamName, soFar) => {
      if (ofCategory !== category || soFar.last === undefined) return;
      forget(streamName);
      streams.set(streamName, soFar);
      size += sizeOf(soFar);
      for (const oldest of streams.keys()) {
        if (size <= most) break;
        forget(oldest);
      }
    },
  };
};
