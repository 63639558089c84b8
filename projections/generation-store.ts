import type { Position } from '../application/position.js';
import type { Generation, GenerationId } from './generation.js';
import type { Projection } from './projection.js';
import type { PartitionCheckpoint } from './read-store.js';
import type { RowKey } from './table.js';

/**
 * What a generation is for. A read model has one that is live for each of its versions, and one that is being built at
 * most; those that only verify are dropped when that is done.
 */
export type GenerationState = 'building' | 'verifying' | 'live' | 'retired';

export type KnownGeneration = GenerationId & {
  readonly state: GenerationState;
  readonly madeAt: Date;
  /** The names of its tables, without version and number. */
  readonly tables: ReadonlyArray<string>;
  /** As far as all of its partitions have come. */
  readonly position: Position | undefined;
  /** What its tables and indexes take. */
  readonly bytes: number;
  /** A process that is alive reads the log for it. */
  readonly isInUse: boolean;
};

/** The columns of a table as it is, those of its key apart. */
export type Columns = { readonly key: ReadonlyArray<string>; readonly others: ReadonlyArray<string> };

/** `text` is the row as JSON, its parts always in the same order: equal rows have equal texts. */
export type SnapshotRow = { readonly key: RowKey; readonly text: string };

/** All read models as of one moment, whatever is written meanwhile. */
export type ReadSnapshot = {
  readonly checkpoints: (generation: GenerationId) => Promise<ReadonlyArray<PartitionCheckpoint>>;
  readonly columns: (generation: GenerationId, table: string) => Promise<Columns>;
  /** Page by page, in the order of the bytes of the key. The texts hold these columns. */
  readonly rows: (
    generation: GenerationId,
    table: string,
    columns: Columns,
  ) => AsyncIterable<ReadonlyArray<SnapshotRow>>;
};

export type Hold =
  | { readonly _tag: 'Held' }
  /** `seenAt`: when its holder was last heard of. Who looks again and finds another time knows that it is alive. */
  | { readonly _tag: 'HeldByAnother'; readonly seenAt: Date }
  /** It is live by now, or was dropped. */
  | { readonly _tag: 'Gone' };

/**
 * Keeps the generations of read models. Every function rejects with `StoreUnavailable` when the store cannot be reached.
 */
export type GenerationStore = {
  /** Every generation of a read model, of every version, in order. */
  readonly list: (readModel: string) => Promise<ReadonlyArray<KnownGeneration>>;
  /** To build: the one that was begun before if it is there, else the next. To verify: always the next. */
  readonly begin: (projection: Projection, purpose: 'building' | 'verifying') => Promise<Generation>;
  /**
   * Takes all partitions of a generation that is not live, or says that this process still works on it: whoever is not
   * heard of for `LEASE_SECONDS` is taken to be dead.
   */
  readonly hold: (generation: GenerationId, holder: string) => Promise<Hold>;
  readonly release: (generation: GenerationId, holder: string) => Promise<void>;
  /**
   * Makes a generation that the holder holds the live one of its version, in one transaction. Whoever folds into the
   * live one waits from when `isThere` is asked, with the places where that one then stands, until queries see the other.
   * Changes nothing where `isThere` says no (`behind`), or where queries under way take too long (`busy`).
   */
  readonly promote: (
    generation: Generation,
    holder: string,
    isThere: (live: ReadonlyArray<PartitionCheckpoint>) => Promise<boolean>,
  ) => Promise<'promoted' | 'behind' | 'busy' | 'lost'>;
  /** Drops its tables and all that is known of it, unless it is in use. */
  readonly discard: (generation: GenerationId) => Promise<'discarded' | 'in use'>;
  readonly snapshot: <A>(work: (snapshot: ReadSnapshot) => Promise<A>) => Promise<A>;
};
