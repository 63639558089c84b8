import type { Position } from '../application/position.js';
import type { Projection } from './projection.js';
import type { Cell, RowKey, Table } from './table.js';

/** How far a reader of the log has come. */
export type Checkpoint = {
  /** `undefined` before the first batch. */
  readonly position: Position | undefined;
  /** When the log took the last event that was seen. */
  readonly recordedAt: Date | undefined;
  /** The reader had seen the whole log. */
  readonly caughtUp: boolean;
};

/** A checkpoint that stands somewhere. */
export type Reached = Checkpoint & { readonly position: Position };

export type StoredRow = { readonly key: RowKey; readonly cells: ReadonlyArray<unknown> };

export type TableWrites = {
  readonly table: Table;
  readonly upserts: ReadonlyArray<{ readonly key: RowKey; readonly cells: ReadonlyArray<Cell> }>;
  readonly deletes: ReadonlyArray<RowKey>;
};

export type Advance = {
  readonly name: string;
  /** Where the caller left it; `undefined` if nobody moved it yet. */
  readonly from: Position | undefined;
  readonly to: Reached;
};

/**
 * Keeps the rows and checkpoints of readers of the log. Every function rejects with `StoreUnavailable` when the store
 * cannot be reached: nothing was lost, and the call may be repeated after reading the checkpoint again.
 */
export type ReadStore = {
  /** Makes the tables that are missing. */
  readonly prepare: (projections: ReadonlyArray<Projection>) => Promise<void>;
  readonly checkpoint: (name: string) => Promise<Checkpoint | undefined>;
  /** The rows there are of these keys, in any order, with the cells of the table's state columns. */
  readonly load: (
    projection: Projection,
    table: Table,
    keys: ReadonlyArray<RowKey>,
  ) => Promise<ReadonlyArray<StoredRow>>;
  /**
   * Writes rows and moves the checkpoint in one transaction, if the checkpoint still stands where the caller left it;
   * otherwise changes nothing and says so.
   */
  readonly commit: (
    projection: Projection,
    advance: Advance,
    writes: ReadonlyArray<TableWrites>,
  ) => Promise<'committed' | 'checkpoint-moved'>;
  /** Moves or refreshes a checkpoint alone, on the same condition. */
  readonly advance: (advance: Advance) => Promise<'committed' | 'checkpoint-moved'>;
};

export type StoreUnavailable = { readonly _tag: 'StoreUnavailable'; readonly reason: string };

export const isStoreUnavailable = (error: unknown): error is StoreUnavailable =>
  typeof error === 'object' && error !== null && '_tag' in error && error._tag === 'StoreUnavailable';
