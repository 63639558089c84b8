import type { EventLog } from '../log/event-log.js';
import type { StoredEvent } from '../store/store.js';
import { firstReadableRevision, isTooOld } from '../stream-metadata.js';
import type { StartingPoint } from './read-request.js';

export type Place = Pick<StoredEvent, 'position' | 'revision'>;

/**
 * A place in the committed log that moves. Each call gives the events after those of the call before, or, to go back to it,
 * those after the event at `after`; none at the end.
 */
export type Cursor = (limit: number, after?: Place) => ReadonlyArray<StoredEvent>;

const END = Number.MAX_SAFE_INTEGER;

/** From `from` on, to what was the head when the cursor was made. */
export const allForwards = (log: EventLog, from: StartingPoint): Cursor => {
  const head = log.headPosition();
  let next = from === 'start' ? 0 : from === 'end' ? END : from;
  return (limit, after) => {
    if (after !== undefined) next = after.position + 1;
    const events = log.allForwards(next, limit).filter(({ position }) => position <= head);
    next = (events.at(-1)?.position ?? END - 1) + 1;
    return events;
  };
};

/** From before `from` on, so that no event comes twice when a page starts where the last one ended. */
export const allBackwards = (log: EventLog, from: StartingPoint): Cursor => {
  let before = from === 'start' ? 0 : from === 'end' ? END : from;
  return (limit, after) => {
    if (after !== undefined) before = after.position;
    const events = log.allBackwards(before, limit);
    before = events.at(-1)?.position ?? 0;
    return events;
  };
};

/** After `from`, for ever: an empty page is the head of the log, and there may be more later. */
export const allAfter = (log: EventLog, from: StartingPoint): Cursor => {
  let next = from === 'start' ? 0 : (from === 'end' ? log.headPosition() : from) + 1;
  return (limit, after) => {
    if (after !== undefined) next = after.position + 1;
    const events = log.allForwards(next, limit);
    next = (events.at(-1)?.position ?? next - 1) + 1;
    return events;
  };
};

export const streamForwards = (log: EventLog, name: string, from: StartingPoint): Cursor => {
  const { lastRevision: last, metadata } = log.findStream(name);
  const start = from === 'start' ? 0 : from === 'end' ? END : from;
  let first = Math.max(start, firstReadableRevision(metadata, last));
  return youngEnough(log, name, (limit, after) => {
    if (after !== undefined) first = after.revision + 1;
    const events = log.streamForwards(name, { first, last }, limit);
    first = (events.at(-1)?.revision ?? last) + 1;
    return events;
  });
};

export const streamBackwards = (log: EventLog, name: string, from: StartingPoint): Cursor => {
  const { lastRevision, metadata } = log.findStream(name);
  const first = firstReadableRevision(metadata, lastRevision);
  let last = Math.min(from === 'start' ? 0 : from === 'end' ? END : from, lastRevision);
  return youngEnough(log, name, (limit, after) => {
    if (after !== undefined) last = after.revision - 1;
    const events = log.streamBackwards(name, { first, last }, limit);
    last = (events.at(-1)?.revision ?? first) - 1;
    return events;
  });
};

export const streamAfter = (log: EventLog, name: string, from: StartingPoint): Cursor => {
  let next = from === 'start' ? 0 : (from === 'end' ? log.findStream(name).lastRevision : from) + 1;
  return youngEnough(log, name, (limit, after) => {
    if (after !== undefined) next = after.revision + 1;
    const { lastRevision: last, metadata } = log.findStream(name);
    const first = Math.max(next, firstReadableRevision(metadata, last));
    const events = log.streamForwards(name, { first, last }, limit);
    next = (events.at(-1)?.revision ?? next - 1) + 1;
    return events;
  });
};

/** Passes over pages whose events are all past the stream's `$maxAge`, for an empty page means the end. */
const youngEnough = (log: EventLog, name: string, cursor: Cursor): Cursor => {
  const next: Cursor = (limit, after) => {
    for (let page = cursor(limit, after); ; page = cursor(limit)) {
      const { metadata } = log.findStream(name);
      const now = log.now();
      const events = page.filter(({ createdAt }) => !isTooOld(metadata, createdAt, now));
      if (events.length > 0 || page.length === 0) return events;
    }
  };
  return next;
};
