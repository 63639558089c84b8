import type { RecordedEvent } from '../application/ports/event-store.js';
import type { EventType } from '../domain/catalogue.js';
import type { Cell, RowKey, Table } from './table.js';

/** Adds `sum` and `count` to one slot of the rollup row with this key. */
export type Contribution = {
  readonly key: RowKey;
  readonly slot: number;
  readonly sum: number;
  readonly count: number;
};

/** What was added up, slot by slot. A slot with count 0 holds nothing, which is not a zero. */
export type RollupRow = { readonly sums: Array<number>; readonly counts: Array<number> };

/**
 * Rows of sums. A fold's row contributes as long as it says so; an event contributes once. A row to which nothing
 * contributes any more is deleted, so that the same facts leave the same rows in any order.
 */
export type Rollup = {
  readonly table: Table;
  readonly slots: number;
  /** Events that contribute themselves, without a row that folds them. */
  readonly handles: ReadonlyArray<EventType>;
  readonly contributions: (event: RecordedEvent) => ReadonlyArray<Contribution>;
  readonly toCells: (row: RollupRow, key: RowKey) => ReadonlyArray<Cell>;
  readonly fromCells: (cells: ReadonlyArray<unknown>) => RollupRow;
};

const UNIT = 2 ** 20;

/** To the nearest multiple of 2^-20: such numbers add up exactly (below 2^33), so no order of addition gives another sum. */
export const addable = (value: number): number => Math.round(value * UNIT) / UNIT;
