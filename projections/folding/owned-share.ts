import type { RecordedEvent } from '../../application/ports/event-store.js';
import { isSamePosition, type Position } from '../../application/position.js';
import type { EventType } from '../../domain/catalogue.js';
import type { Fold } from '../fold.js';
import { type Generation, generationName } from '../generation.js';
import { makeParked, type Parked, type ParkedStream, parkedFrom } from '../parking/parked-stream.js';
import { PARTITIONS, partitionOf } from '../partitions.js';
import { handledTypes } from '../projection.js';
import { type Checkpoint, type PartitionCheckpoint, type ReadStore, type Share, untouched } from '../read-store.js';
import type { FailedEvent } from './failed-event.js';
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
  readonly keptRows: ReadonlyMap<Fold<unknown>, RowCache<unknown>>;
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

/** Whether a row, or a contribution, with this key is for the share to write on account of this event. */
export const isOurs = ({ partitions, parked }: OwnedShare, event: RecordedEvent, key: string): boolean => {
  if (partitions.length === PARTITIONS && parked.isEmpty()) return true;
  const partition = partitionOf(key);
  return partitions.includes(partition) && !parked.leavesOut(event, partition);
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
    keptRows: new Map(generation.projection.folds.map((fold) => [fold, makeRowCache(ROWS_KEPT)])),
    parked: makeParked(await store.parked(name), await store.skipped(generation.projection.name)),
    toPark: [],
    checkpoint: { ...checkpoint, caughtUp: false },
  };
};

/** From now on the event's stream is put aside, wherever it failed and was not; the next commit makes it last. */
export const parkStream = (owned: OwnedShare, failed: FailedEvent): void => {
  const { partitions, parked, toPark } = owned;
  const place = { ...failed, id: failed.eventId };
  const concerned = failed.partition === undefined ? partitions : [failed.partition];
  const stream = parkedFrom(
    failed,
    concerned.filter((each) => !parked.leavesOut(place, each)),
  );
  if (stream.partitions.length === 0) return;
  parked.add(stream);
  owned.toPark = [
    ...toPark.map((each) =>
      each.streamName === stream.streamName
        ? { ...each, partitions: each.partitions.filter((partition) => !stream.partitions.includes(partition)) }
        : each,
    ),
    stream,
  ];
};
