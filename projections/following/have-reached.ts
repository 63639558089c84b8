import { earliest, isBefore, type Position } from '../../application/position.js';
import { type Generation, generationName } from '../generation.js';
import { PARTITIONS } from '../partitions.js';
import type { ReadStore } from '../read-store.js';

type Store = Pick<ReadStore, 'checkpoints' | 'settle'>;

/** As far as all of its partitions have come. */
const positionOf = async (store: Store, generation: Generation): Promise<Position | undefined> => {
  const checkpoints = await store.checkpoints(generationName(generation));
  return checkpoints.length < PARTITIONS ? undefined : earliest(checkpoints.map(({ position }) => position));
};

/**
 * Whether the rows of all these generations, whoever writes them, hold everything up to a position. Whoever acts on such
 * rows must not find them set back by a crash of the store, so they are made to last first. Rejects with
 * `StoreUnavailable`.
 */
export const haveReached = async (
  store: Store,
  generations: ReadonlyArray<Generation>,
  position: Position,
): Promise<boolean> => {
  for (const generation of generations) {
    if (isBefore(await positionOf(store, generation), position)) return false;
  }
  if (generations.length > 0) await store.settle();
  return true;
};
