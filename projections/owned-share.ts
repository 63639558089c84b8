import { isSamePosition, type Position } from '../application/position.js';
import type { EventType } from '../domain/catalogue.js';
import type { Fold } from './fold.js';
import { type Generation, generationName } from './generation.js';
import { makeParked, type Parked, type ParkedStream } from './parked-stream.js';
import { PARTITIONS, partitionOf } from './partitions.js';
import { handledTypes } from './projection.js';
import type { Checkpoint, PartitionCheckpoint, ReadStore, Share } from './read-store.js';
import { makeRowCache, type RowCache } from './row-cache.js';

const ROWS_KEPT = 20_000;

/**
 * Partitions of a read model while we hold them. Nobody else can have written their rows as long as our next commit
 * succeeds, so rows may be kept; after any doubt it is thrown away and made again.
 */
export type OwnedShare = Share & {
  readonly store: ReadStore;
  readonly generation: Generation;
  readonly handles: ReadonlySet<EventType>;
  readonly foldRows: ReadonlyMap<Fold<unknown>, RowCache<unknown>>;
  /** The partition of a key, where it is one of ours. */
  readonly partitionOf: (key: string) => number | undefined;
  readonly parked: Parked;
  /** What the next commit parks. */
  toPark: ReadonlyArray<ParkedStream>;
  checkpoint: Checkpoint;
};

/** Partitions that stand at one place can be read as one share. */
export const sharesOf = (
  checkpoints: ReadonlyArray<PartitionCheckpoint>,
  partitions: ReadonlyArray<number>,
): ReadonlyArray<ReadonlyArray<number>> => {
  const shares: Array<{ readonly position: Position | undefined; readonly partitions: Array<number> }> = [];
  for (const partition of partitions) {
    const position = checkpoints.find((checkpoint) => checkpoint.partition === partition)?.position;
    const share = shares.find((each) => isSamePosition(each.position, position));
    if (share === undefined) shares.push({ position, partitions: [partition] });
    else share.partitions.push(partition);
  }
  return shares.map((share) => share.partitions);
};

const untouched: Checkpoint = { position: undefined, recordedAt: undefined, caughtUp: false };

const ours = (partitions: ReadonlyArray<number>): ((key: string) => number | undefined) => {
  const held = new Set(partitions);
  if (held.size === PARTITIONS) return partitionOf;
  return (key) => {
    const partition = partitionOf(key);
    return held.has(partition) ? partition : undefined;
  };
};

/** Reads where the partitions stand; `lost` if they no longer stand together, so that somebody else moved some. */
export const own = async (
  store: ReadStore,
  generation: Generation,
  { partitions, holder }: Pick<Share, 'partitions' | 'holder'>,
): Promise<OwnedShare | 'lost'> => {
  const name = generationName(generation);
  const checkpoints = await store.checkpoints(name);
  if (sharesOf(checkpoints, partitions).length > 1) return 'lost';
  const checkpoint = checkpoints.find(({ partition }) => partition === partitions[0]) ?? untouched;
  return {
    name,
    partitions,
    holder,
    store,
    generation,
    handles: handledTypes(generation.projection),
    foldRows: new Map(generation.projection.folds.map((fold) => [fold, makeRowCache(ROWS_KEPT)])),
    partitionOf: ours(partitions),
    parked: makeParked(await store.parked(name)),
    toPark: [],
    checkpoint: { ...checkpoint, caughtUp: false },
  };
};

/** From now on the stream is put aside; the next commit makes it last. */
export const parkStream = (owned: OwnedShare, stream: ParkedStream): void => {
  owned.parked.add(stream);
  owned.toPark = [...owned.toPark, stream];
};
