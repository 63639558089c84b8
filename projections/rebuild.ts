import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../application/ports/event-store.js';
import { comparePositions, type Position } from '../application/position.js';
import { applyBatch } from './apply-batch.js';
import { type Generation, generationName } from './generation.js';
import { type OwnedShare, own } from './owned-share.js';
import { allPartitions, PARTITIONS } from './partitions.js';
import type { Projection } from './projection.js';
import type { ReadStore } from './read-store.js';

const MAX_BATCH = 2_000;

const OTHERS = 'another process writes the same tables';

const ownAll = async (store: ReadStore, generation: Generation, holder: string): Promise<OwnedShare> => {
  await store.claim(holder, [{ name: generationName(generation), partitions: PARTITIONS }]);
  const owned = await own(store, generation, { partitions: allPartitions, holder });
  if (owned === 'lost') throw new Error(OTHERS);
  return owned;
};

/**
 * Folds the log, from its start to where it ended when this was called, into the tables of an empty store. Reactors
 * have no part in it. Returns the position reached, `undefined` for an empty log. Rejects with `LogUnavailable`,
 * `StoreUnavailable` or `FailedEvent`.
 */
export const rebuild = async (
  eventStore: Pick<EventStore, 'subscribeToAll' | 'readHead'>,
  store: ReadStore,
  projections: ReadonlyArray<Projection>,
  signal: AbortSignal,
): Promise<Position | undefined> => {
  await store.prepare(projections);
  const holder = randomUUID();
  const generations = await store.live(projections);
  const owned = await Promise.all(generations.map((generation) => ownAll(store, generation, holder)));
  const head = await eventStore.readHead()();
  if (E.isLeft(head)) throw head.left;
  if (head.right === undefined) return undefined;
  const until = head.right;
  const done = new AbortController();
  const reached = { after: undefined, maxBatch: MAX_BATCH, signal: AbortSignal.any([signal, done.signal]) };
  for await (const batch of eventStore.subscribeToAll(reached)) {
    const isLast = comparePositions(batch.position, until) >= 0 || batch.caughtUp;
    const events = batch.events.filter(({ position }) => comparePositions(position, until) <= 0);
    const position = isLast ? until : batch.position;
    const outcomes = await Promise.all(owned.map((one) => applyBatch(one, { events, position, caughtUp: isLast })));
    if (outcomes.some(({ _tag }) => _tag === 'Lost')) throw new Error(OTHERS);
    if (isLast) {
      done.abort();
      return until;
    }
  }
  throw new Error('the rebuild was interrupted');
};
