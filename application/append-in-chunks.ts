import * as E from 'fp-ts/lib/Either.js';
import type {
  AppendTooLarge,
  AppendToStream,
  EventToAppend,
  ExpectedRevision,
  LogUnavailable,
  VersionConflict,
} from './ports/event-store.js';
import type { Position } from './position.js';

const MAX_EVENTS = 500;
/** The log takes 1 MiB an append; encryption and framing need room of their own. */
const MAX_BYTES = 512 * 1024;

const sizeOf = ({ event, metadata }: EventToAppend): number =>
  Buffer.byteLength(JSON.stringify(event)) + Buffer.byteLength(JSON.stringify(metadata));

function* inChunks(events: ReadonlyArray<EventToAppend>): Generator<ReadonlyArray<EventToAppend>> {
  let chunk: Array<EventToAppend> = [];
  let bytes = 0;
  for (const event of events) {
    const size = sizeOf(event);
    if (chunk.length > 0 && (chunk.length === MAX_EVENTS || bytes + size > MAX_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(event);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/** How far an append of many events came: all of them, unless there is a failure. */
export type AppendedInChunks = {
  readonly count: number;
  /** Of the last event appended. */
  readonly position: Position | undefined;
  /** `AppendTooLarge` is about one event: the first that was not appended. */
  readonly failure: VersionConflict | LogUnavailable | AppendTooLarge | undefined;
};

/**
 * Appends in order, as many at once as the log takes, each chunk at the revision the one before it left. A chunk that turns
 * out too large, as encryption makes it larger, is halved.
 */
export const appendInChunks = async (
  append: AppendToStream,
  streamName: string,
  revision: ExpectedRevision,
  events: ReadonlyArray<EventToAppend>,
): Promise<AppendedInChunks> => {
  let expected = revision;
  let count = 0;
  let position: Position | undefined;
  const waiting = [...inChunks(events)];
  for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
    const result = await append(streamName, expected, chunk)();
    if (E.isLeft(result) && result.left._tag === 'AppendTooLarge' && chunk.length > 1) {
      const half = Math.ceil(chunk.length / 2);
      waiting.unshift(chunk.slice(0, half), chunk.slice(half));
      continue;
    }
    if (E.isLeft(result)) return { count, position, failure: result.left };
    expected = result.right.revision;
    position = result.right.position;
    count += chunk.length;
  }
  return { count, position, failure: undefined };
};
