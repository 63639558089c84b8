import type { EventType } from '../domain/catalogue.js';
import type { Fold } from './fold.js';
import { handledTypes, type Projection } from './projection.js';
import type { Checkpoint, ReadStore } from './read-store.js';
import type { RollupRow } from './rollup.js';
import { makeRowCache, type RowCache } from './row-cache.js';

const ROWS_KEPT = 20_000;

/**
 * A projection while we hold its checkpoint. Nobody else can have written its rows as long as ours is the next
 * compare-and-set that succeeds, so rows may be kept; after any failure it is thrown away and made again.
 */
export type OwnedProjection = {
  readonly store: ReadStore;
  readonly projection: Projection;
  readonly handles: ReadonlySet<EventType>;
  readonly foldRows: ReadonlyMap<Fold<unknown>, RowCache<unknown>>;
  readonly rollupRows: RowCache<RollupRow>;
  checkpoint: Checkpoint;
};

export const checkpointName = ({ name, version }: Pick<Projection, 'name' | 'version'>): string =>
  `${name}_v${version}`;

const untouched: Checkpoint = { position: undefined, recordedAt: undefined, caughtUp: false };

/** Reads where the projection stands. */
export const own = async (store: ReadStore, projection: Projection): Promise<OwnedProjection> => ({
  store,
  projection,
  handles: handledTypes(projection),
  foldRows: new Map(projection.folds.map((fold) => [fold, makeRowCache(ROWS_KEPT)])),
  rollupRows: makeRowCache(ROWS_KEPT),
  checkpoint: { ...((await store.checkpoint(checkpointName(projection))) ?? untouched), caughtUp: false },
});
