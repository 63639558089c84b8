import * as E from 'fp-ts/lib/Either.js';
import type {
  AppendResult,
  AppendToStream,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  LogBatch,
  PlacesBackwards,
  ReadHead,
  ReadStream,
  ReadStreamFrom,
  RecordedEvent,
  SubscribeToAll,
} from '../../application/ports/event-store.js';
import { comparePositions } from '../../application/position.js';

type Log = { readonly all: Array<RecordedEvent>; readonly streams: Map<string, Array<RecordedEvent>> };

const resultOf = ({ revision, position }: RecordedEvent): AppendResult => ({ revision, position });

/** The last of these events where they were appended before, all of them and in a row, as the expected revision would have it. */
const appendedBefore = (
  stream: ReadonlyArray<RecordedEvent>,
  expected: ExpectedRevision,
  events: ReadonlyArray<EventToAppend>,
): RecordedEvent | undefined => {
  const first = stream.findIndex(({ id }) => id === events[0]?.id);
  const start = expected === 'any' ? first : expected === 'no-stream' ? 0 : Number(expected) + 1;
  const there = start < 0 ? [] : stream.slice(start, start + events.length);
  const same = there.length === events.length && there.every(({ id }, i) => id === events[i]?.id);
  return same ? there.at(-1) : undefined;
};

const isExpected = (stream: ReadonlyArray<RecordedEvent>, expected: ExpectedRevision): boolean => {
  if (expected === 'any') return true;
  return expected === 'no-stream' ? stream.length === 0 : expected === BigInt(stream.length - 1);
};

const appendTo =
  ({ all, streams }: Log, now: () => Date, announce: () => void): AppendToStream =>
  (streamName, expected, events) =>
  async () => {
    const stream = streams.get(streamName) ?? [];
    const before = appendedBefore(stream, expected, events);
    if (before !== undefined) return E.right(resultOf(before));
    if (!isExpected(stream, expected)) return E.left({ _tag: 'VersionConflict', streamName });
    for (const { id, event, metadata } of events) {
      const place = BigInt(all.length);
      const revision = BigInt(stream.length);
      const position = { commit: place, prepare: place };
      const recorded = { id, streamName, revision, position, recordedAt: now(), event, metadata };
      all.push(recorded);
      stream.push(recorded);
    }
    streams.set(streamName, stream);
    announce();
    const last = stream.at(-1);
    return last === undefined
      ? E.left({ _tag: 'LogUnavailable', reason: `nothing to append to ${streamName}` })
      : E.right(resultOf(last));
  };

const subscribeTo = ({ all }: Log, changed: (signal: AbortSignal) => Promise<void>): SubscribeToAll =>
  async function* ({ after, types, maxBatch = 500, signal }): AsyncGenerator<LogBatch> {
    let next = after === undefined ? 0 : all.findIndex(({ position }) => comparePositions(position, after) > 0);
    if (next < 0) next = all.length;
    let told = false;
    while (!signal.aborted) {
      const seen = all.slice(next, next + maxBatch);
      next += seen.length;
      const position = seen.at(-1)?.position ?? after;
      if (position !== undefined && (seen.length > 0 || !told)) {
        const events = seen.filter(({ event }) => types === undefined || types.includes(event.type));
        yield { events, position, caughtUp: next === all.length };
      }
      told = true;
      if (next === all.length) await changed(signal);
    }
  };

/** The log in memory, for specs: the semantics of the real one, without what makes it last. */
export const inMemoryEventStore = (now: () => Date = () => new Date(0)): EventStore => {
  const log: Log = { all: [], streams: new Map() };
  const listeners = new Set<() => void>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  const changed = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      listeners.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  const readStream: ReadStream = (streamName) => async () => E.right([...(log.streams.get(streamName) ?? [])]);
  const readHead: ReadHead = () => async () => E.right(log.all.at(-1)?.position);
  const readStreamFrom: ReadStreamFrom = (streamName, revision) => async () =>
    E.right((log.streams.get(streamName) ?? []).slice(Number(revision)));
  const placesBackwards: PlacesBackwards = async function* (upTo) {
    yield* log.all.filter(({ position }) => comparePositions(position, upTo) <= 0).reverse();
  };
  return {
    append: appendTo(log, now, announce),
    readStream,
    readStreamFrom,
    placesBackwards,
    subscribeToAll: subscribeTo(log, changed),
    readHead,
  };
};
