import type { RecordedEvent } from '../application/ports/event-store.js';
import type { EventType } from '../domain/catalogue.js';
import type { CalendarDate } from '../domain/primitives.js';
import type { Column, RowKey, Table } from './table.js';

/** Adds `sum` and `count` to one slot of the rollup row with this key. */
export type Contribution = {
  readonly key: RowKey;
  readonly slot: number;
  readonly sum: number;
  readonly count: number;
  /** The day that the slot stands for, of a rollup that knows what was known when. */
  readonly day?: CalendarDate;
  /** When the log was told; of what an event contributes itself, the day it was recorded. */
  readonly recordedOn?: CalendarDate;
};

/** What is added to a rollup row, slot by slot. */
export type Addition = {
  readonly key: RowKey;
  readonly sums: ReadonlyArray<number>;
  readonly counts: ReadonlyArray<number>;
  /** It may take away what the row held: a row that then holds nothing is deleted. */
  readonly lessens: boolean;
};

/**
 * Rows of sums. A fold's row contributes as long as it says so; an event contributes once. Partitions add to the same
 * rows, each what its own rows contribute. A slot with count 0 holds nothing, which is not a zero; a row to which nothing
 * contributes any more is deleted, so that the same facts leave the same rows in any order.
 */
export type Rollup = {
  readonly table: Table;
  /** Where what was recorded on another day than the one it counts on stands once more (`two-clocks/off-day.ts`). */
  readonly offDay?: Table;
  readonly slots: number;
  /** Events that contribute themselves, without a row that folds them. */
  readonly handles: ReadonlyArray<EventType>;
  readonly contributions: (event: RecordedEvent) => ReadonlyArray<Contribution>;
};

/**
 * The table of a rollup: besides its key the sums and counts of its slots, both added up to `total` and `total_count`,
 * and a column for each slot that is given a name.
 */
export const rollupTable = (
  name: string,
  key: ReadonlyArray<Column>,
  slotNames: ReadonlyArray<string> = [],
): Table => ({
  name,
  key,
  state: [
    { name: 'sums', type: 'double precision[]' },
    { name: 'counts', type: 'double precision[]' },
    { name: 'total', type: 'double precision' },
    { name: 'total_count', type: 'double precision' },
  ],
  derived: slotNames.map((slot, i) => ({ name: slot, type: 'bigint', generated: `(counts[${i + 1}])::bigint` })),
});

const UNIT = 2 ** 20;

/** To the nearest multiple of 2^-20: such numbers add up exactly (below 2^33), so no order of addition gives another sum. */
export const addable = (value: number): number => Math.round(value * UNIT) / UNIT;
