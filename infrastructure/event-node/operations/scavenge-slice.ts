import type { Writing } from '../log/append-events.js';
import type { StreamState } from '../log/stream-directory.js';
import type { Store, StoredStream } from '../store/store.js';
import { firstReadableRevision, isTooOld } from '../stream-metadata.js';

const STREAMS = 64;
const EVENTS = 512;

export type ScavengeSlice = {
  /** The stream up to which nothing is left to remove. */
  readonly upTo: number;
  readonly removed: number;
  readonly isLast: boolean;
};

/**
 * Removes some of what no read of a stream gives any more, from the streams after `after` on. What a stream gives stays as it
 * is, and so do positions and revisions. Runs inside a transaction.
 */
export const scavengeSlice = ({ store, directory }: Writing, now: number, after: number): ScavengeSlice => {
  const streams = store.streamsAfter(after, STREAMS);
  let upTo = after;
  let removed = 0;
  for (const { id, name } of streams) {
    removed += scavengeStream(store, directory.find(name), now, EVENTS - removed);
    if (removed === EVENTS) return { upTo, removed, isLast: false };
    upTo = id;
  }
  return { upTo, removed, isLast: streams.length < STREAMS };
};

const scavengeStream = (store: Store, { stored, ...state }: StreamState, now: number, limit: number): number => {
  if (stored === undefined) return 0;
  // The tombstone itself has a revision beyond these.
  if (state.tombstoned) return store.removeEvents(stored.id, Number.MAX_SAFE_INTEGER, limit);
  const first = Math.min(firstReadableRevision(state.metadata, state.lastRevision), state.lastRevision);
  const removed = store.removeEvents(stored.id, first, limit);
  return removed + store.removeEvents(stored.id, firstYoungEnough(store, stored, state, now, limit), limit - removed);
};

/** Looks at `limit` events only; the next slice looks further. Never goes beyond the stream's last event. */
const firstYoungEnough = (
  store: Store,
  { id, lastRevision }: StoredStream,
  { metadata }: Pick<StreamState, 'metadata'>,
  now: number,
  limit: number,
): number => {
  if (metadata.maxAgeSeconds === undefined) return 0;
  const events = store.streamForwards(id, { first: 0, last: lastRevision - 1 }, limit);
  const young = events.find(({ createdAt }) => !isTooOld(metadata, createdAt, now));
  return young?.revision ?? (events.at(-1)?.revision ?? -1) + 1;
};
