import type { RecordedEvent } from '../application/ports/event-store.js';
import type { DomainEvent } from '../domain/catalogue.js';
import type { Contribution } from './rollup.js';
import type { Cell, RowKey, Table } from './table.js';

/**
 * Rows that each fold the events of a key. Methods, so that folds of different states and events fit in one list; the
 * runtime hands a fold only states which that fold made, and events which it handles.
 */
export type Fold<State, E extends DomainEvent = DomainEvent> = {
  readonly table: Table;
  readonly handles: ReadonlyArray<E['type']>;
  /** The rows an event concerns; none if it concerns none. */
  keysOf(event: RecordedEvent<E>): ReadonlyArray<RowKey>;
  /** Pure, never fails, and gives the same in any order of the events. */
  evolve(state: State | undefined, event: RecordedEvent<E>, key: RowKey): State;
  /** The cells of the table's `state` columns, then those of its `derived` columns. */
  toCells(state: State, key: RowKey): ReadonlyArray<Cell>;
  /** The inverse of the first part of `toCells`. */
  fromCells(cells: ReadonlyArray<unknown>): State;
  /**
   * What a row adds to the rollup: a function of the row alone. Beside what the row was before, or became, what both
   * add alike may be left out of both.
   */
  contributions?(state: State, key: RowKey, beside?: State): ReadonlyArray<Contribution>;
};
