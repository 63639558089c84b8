import type { Position } from '../application/position.js';
import { isTagged } from '../domain/errors.js';
import type { Generation } from './generation.js';
import type { ParkedStream } from './parking/parked-stream.js';
import type { SkippedEvent } from './parking/skipped-event.js';
import type { Projection } from './projection.js';
import type { Addition } from './rollup.js';
import type { Cell, RowKey, Table } from './table.js';

/** How far a reader of the log has come. */
export type Checkpoint = {
  /** `undefined` before the first batch. */
  readonly position: Position | undefined;
  /** When the log took the last event that was seen. */
  readonly recordedAt: Date | undefined;
  /** How many events of our streams lie up to it; of a reactor, which does not see them all, not known. */
  readonly events?: number;
  /** The reader had seen the whole log. */
  readonly caughtUp: boolean;
};

/** Before the first batch. */
export const untouched: Checkpoint = { position: undefined, recordedAt: undefined, caughtUp: false };

/** A checkpoint that stands somewhere. */
export type Reached = Checkpoint & { readonly position: Position };

export type PartitionCheckpoint = Checkpoint & { readonly partition: number };

/** Some of a reader's partitions, which stand at one place, and the process that they are leased to. */
export type Share = {
  /** Of the generation or the reactor. */
  readonly name: string;
  readonly partitions: ReadonlyArray<number>;
  readonly holder: string;
};

export type StoredRow = { readonly key: RowKey; readonly cells: ReadonlyArray<unknown> };

/** What a batch changes of a read model. */
export type Writes = {
  readonly rows: ReadonlyArray<{
    readonly table: Table;
    readonly upserts: ReadonlyArray<{ readonly key: RowKey; readonly cells: ReadonlyArray<Cell> }>;
  }>;
  /** Added to what rows of sums hold; rows that then hold nothing are deleted. */
  readonly additions?: ReadonlyArray<{ readonly table: Table; readonly rows: ReadonlyArray<Addition> }>;
} & Parks;

/** What streams are put aside, or no longer. */
export type Parks = {
  /** In place of what the partitions had parked of the stream. */
  readonly park?: ReadonlyArray<ParkedStream>;
  /** Names of streams that are put aside no longer, in all partitions of the share. */
  readonly unpark?: ReadonlyArray<string>;
};

export type Advance = Share & {
  /** Where the caller left it; `undefined` before the first batch. */
  readonly from: Position | undefined;
  readonly to: Reached;
};

/** Whether something is divided, and among how many. */
export type Divided = { readonly name: string; readonly partitions: number };

/**
 * Keeps the rows, checkpoints and leases of readers of the log. Every function rejects with `StoreUnavailable` when the
 * store cannot be reached: the call may be repeated after reading the checkpoint again. A store that crashed may have
 * forgotten what it took last, rows and checkpoints together, so a checkpoint can stand further back than it did.
 */
export type ReadStore = {
  /** Makes the tables that are missing, and a first live generation of each projection that has none. */
  readonly prepare: (projections: ReadonlyArray<Projection>) => Promise<void>;
  /** The generations that queries see. */
  readonly live: (projections: ReadonlyArray<Projection>) => Promise<ReadonlyArray<Generation>>;
  /**
   * Says that this process is alive, and gives each reader's partitions that it now holds: its fair share among the
   * processes that are alive, taken from those that nobody holds or whose holder has not been heard of for a while.
   */
  readonly claim: (
    holder: string,
    readers: ReadonlyArray<Divided>,
  ) => Promise<ReadonlyMap<string, ReadonlyArray<number>>>;
  /** Leaves everything the process holds to others at once. */
  readonly leave: (holder: string) => Promise<void>;
  /** Where each partition stands; none of a reader that was never claimed. */
  readonly checkpoints: (name: string) => Promise<ReadonlyArray<PartitionCheckpoint>>;
  /** What a generation, or a reactor, has put aside, by the name of its checkpoints. */
  readonly parked: (name: string) => Promise<ReadonlyArray<ParkedStream>>;
  /** Those of them that somebody asked to have read again. */
  readonly repairsAsked: (name: string) => Promise<ReadonlyArray<ParkedStream>>;
  /** What a read model, or `reactor:` and the name of a reactor, leaves out for ever; of all its generations. */
  readonly skipped: (reader: string) => Promise<ReadonlyArray<SkippedEvent>>;
  /** The rows there are of these keys, in any order, with the cells of the table's state columns. */
  readonly load: (
    generation: Generation,
    table: Table,
    keys: ReadonlyArray<RowKey>,
  ) => Promise<ReadonlyArray<StoredRow>>;
  /**
   * Writes rows and moves the checkpoints of the share in one transaction, if its partitions still belong to the holder
   * and stand where the caller left them; otherwise changes nothing and says so. Rejects with `RowsRefused`, having
   * changed nothing, where the store cannot keep what a row holds.
   */
  readonly commit: (generation: Generation, advance: Advance, writes: Writes) => Promise<'committed' | 'lost'>;
  /** Moves or refreshes checkpoints without rows, on the same condition. */
  readonly advance: (advance: Advance, parks?: Parks) => Promise<'committed' | 'lost'>;
  /** Resolves once everything that can be read now would outlive a crash of the store. */
  readonly settle: () => Promise<void>;
};

/** Out of reach, or out of room: the same call may succeed later. `reason` says which, and nothing of any row. */
export type StoreUnavailable = { readonly _tag: 'StoreUnavailable'; readonly reason: string };

/** The store is in reach, and will not take these rows: something in an event is more than it can keep. */
export type RowsRefused = { readonly _tag: 'RowsRefused'; readonly reason: string };

export const isRowsRefused = isTagged<RowsRefused>('RowsRefused');

export const isStoreUnavailable = isTagged<StoreUnavailable>('StoreUnavailable');
