import type { EventType } from '../domain/catalogue.js';
import type { Fold } from './fold.js';
import type { Rollup } from './rollup.js';

/**
 * How events become rows. A value without I/O: its functions are pure, so that a rebuild has no side effects and gives
 * the rows that following the log live gave. Changing what it computes means a new version, which fills new tables.
 */
export type Projection = {
  /** Also the read model's name in checkpoints, notices and freshness. */
  readonly name: string;
  readonly version: number;
  readonly folds: ReadonlyArray<Fold<unknown>>;
  /** Where the contributions of the folds' rows, and of events themselves, add up. */
  readonly rollup?: Rollup;
  /** The key of the change notice for a row with this key; no notice where it is undefined. */
  readonly noticeKey: (table: string, key: ReadonlyArray<string>) => string | undefined;
  /** Where this version gives other rows than the one before, on purpose. Say anew with each version. */
  readonly intendedDifferences?: ReadonlyArray<IntendedDifference>;
};

/** A rebuild counts and shows such differences, but goes live with them. */
export type IntendedDifference = {
  readonly table: string;
  /** All of them, and rows that only one version has, where none is named. */
  readonly columns?: ReadonlyArray<string>;
  readonly why: string;
};

/** Every event type the projection looks at. */
export const handledTypes = ({ folds, rollup }: Projection): ReadonlySet<EventType> =>
  new Set([...folds.flatMap(({ handles }) => handles), ...(rollup?.handles ?? [])]);

/** Whether rows of a table are sums of what others contribute. */
export const isOfRollup = ({ rollup }: Projection, table: string): boolean =>
  rollup !== undefined && [rollup.table, rollup.offDay].some((one) => one?.name === table);
