import * as E from 'fp-ts/lib/Either.js';
import type { EventStore, LogBatch } from '../../application/ports/event-store.js';
import { comparePositions, isSamePosition } from '../../application/position.js';
import { type Changes, changesBy, eventsToFold, noticeKeysOf } from '../folding/apply-batch.js';
import { type FailedEvent, isFailedEvent } from '../folding/failed-event.js';
import { type OwnedShare, own } from '../folding/owned-share.js';
import type { Generation } from '../generation.js';
import { isRowsRefused, type Parks, type Reached, type ReadStore } from '../read-store.js';
import { type ParkedStream, parkedFrom } from './parked-stream.js';

export type Repair =
  | { readonly _tag: 'Repaired'; readonly keys: ReadonlySet<string> }
  /** What came before the event that failed now was folded. */
  | { readonly _tag: 'StillParked'; readonly keys: ReadonlySet<string>; readonly reason: string }
  | { readonly _tag: 'Lost' };

type Deps = { readonly eventStore: Pick<EventStore, 'readStreamFrom'>; readonly store: ReadStore };

const changesUntilFailure = async (
  owned: OwnedShare,
  events: LogBatch['events'],
): Promise<{ readonly changes: Changes; readonly failed?: FailedEvent }> => {
  try {
    return { changes: await changesBy(owned, eventsToFold(owned, events, undefined)) };
  } catch (error) {
    if (!isFailedEvent(error)) throw error;
    const before = events.filter(({ revision }) => revision < error.revision);
    return { failed: error, ...(await changesUntilFailure(owned, before)) };
  }
};

/**
 * Reads a parked stream again from where it was parked, folds what it had to wait with up to where its partitions stand,
 * and takes it out, in one transaction: rows are then as if it had never been parked. Stays parked, from the event on that
 * fails now. Rejects with `LogUnavailable` or `StoreUnavailable`, having changed nothing.
 */
export const repairStream = async (
  { eventStore, store }: Deps,
  generation: Generation,
  { holder, checkpoint }: { readonly holder: string; readonly checkpoint: Reached },
  parked: ParkedStream,
): Promise<Repair> => {
  const { streamName, revision, partitions } = parked;
  const owned = await own(store, generation, { partitions, holder });
  if (owned === 'lost' || !isSamePosition(owned.checkpoint.position, checkpoint.position)) return { _tag: 'Lost' };
  owned.parked.remove(streamName);
  const read = await eventStore.readStreamFrom(streamName, revision)();
  if (E.isLeft(read)) throw read.left;
  const waiting = read.right.filter(({ position }) => comparePositions(position, checkpoint.position) <= 0);
  const { changes, failed } = await changesUntilFailure(owned, waiting);
  const advance = { name: owned.name, partitions, holder, from: checkpoint.position, to: checkpoint };
  const commit = (writes: Pick<Changes, 'writes'>['writes'], parks: Parks) =>
    store.commit(generation, advance, { ...writes, ...parks });
  const keys = noticeKeysOf(owned, changes);
  try {
    const parks = failed === undefined ? { unpark: [streamName] } : { park: [parkedFrom(failed, partitions)] };
    if ((await commit(changes.writes, parks)) === 'lost') return { _tag: 'Lost' };
  } catch (error) {
    if (!isRowsRefused(error)) throw error;
    const { reason } = error;
    if ((await commit({ rows: [] }, { park: [{ ...parked, reason }] })) === 'lost') return { _tag: 'Lost' };
    return { _tag: 'StillParked', keys: new Set(), reason };
  }
  return failed === undefined ? { _tag: 'Repaired', keys } : { _tag: 'StillParked', keys, reason: failed.reason };
};
