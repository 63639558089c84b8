import type { EventToAppend } from './ports/event-store.js';

const MAX_EVENTS = 500;
/** The log takes 1 MiB an append; encryption and framing need room of their own. */
const MAX_BYTES = 512 * 1024;

const sizeOf = ({ event, metadata }: EventToAppend): number =>
  Buffer.byteLength(JSON.stringify(event)) + Buffer.byteLength(JSON.stringify(metadata));

/** Neighbours together, as many as one append may carry. */
export function* inChunks(events: ReadonlyArray<EventToAppend>): Generator<ReadonlyArray<EventToAppend>> {
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
