import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { Fold } from '../fold.js';
import { keyText, type RowKey } from '../table.js';
import { blaming } from './failed-event.js';
import { isOurs, type OwnedShare } from './owned-share.js';

/** A row before and after a batch. */
export type Touched = {
  readonly key: RowKey;
  readonly events: Array<RecordedEvent>;
  before: unknown;
  after: unknown;
};

/** By the text of their key. */
export type TouchedRows = Map<string, Touched>;

/** The rows of each fold that events concern, in one pass over the events. Throws `FailedEvent`. */
export const groupByKey = (
  owned: OwnedShare,
  events: ReadonlyArray<RecordedEvent>,
): ReadonlyMap<Fold<unknown>, TouchedRows> => {
  const { folds } = owned.generation.projection;
  const groups = new Map<Fold<unknown>, TouchedRows>(folds.map((fold) => [fold, new Map()]));
  const concerned = new Map<string, Array<readonly [Fold<unknown>, TouchedRows]>>();
  for (const [fold, rows] of groups) {
    for (const type of fold.handles) concerned.set(type, [...(concerned.get(type) ?? []), [fold, rows]]);
  }
  for (const event of events) {
    for (const [fold, rows] of concerned.get(event.event.type) ?? []) {
      for (const key of blaming(event, fold.keysOf)) {
        const text = keyText(key);
        if (!isOurs(owned, event, text)) continue;
        const row = rows.get(text);
        if (row === undefined) rows.set(text, { key, events: [event], before: undefined, after: undefined });
        else row.events.push(event);
      }
    }
  }
  return groups;
};

const loadBefore = async (
  { store, generation, keptRows }: OwnedShare,
  fold: Fold<unknown>,
  touched: TouchedRows,
): Promise<void> => {
  const kept = keptRows.get(fold);
  const missing: Array<RowKey> = [];
  for (const [text, row] of touched) {
    row.before = kept?.get(text);
    if (row.before === undefined) missing.push(row.key);
  }
  if (missing.length === 0) return;
  for (const { key, cells } of await store.load(generation, fold.table, missing)) {
    const row = touched.get(keyText(key));
    if (row !== undefined) row.before = fold.fromCells(cells);
  }
};

/** Folds of the domain return a new object around unchanged parts. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const before = Object.entries(a);
  return (
    before.length === Object.keys(b).length && before.every(([name, value]) => Object.is(value, Reflect.get(b, name)))
  );
};

/** Those of the rows that their events change. Throws `FailedEvent`. */
export const foldRows = async (
  owned: OwnedShare,
  fold: Fold<unknown>,
  touched: TouchedRows,
): Promise<ReadonlyMap<string, Touched>> => {
  if (touched.size === 0) return touched;
  await loadBefore(owned, fold, touched);
  const changed = new Map<string, Touched>();
  for (const [text, row] of touched) {
    row.after = row.before;
    for (const event of row.events) row.after = blaming(event, (each) => fold.evolve(row.after, each, row.key), text);
    if (!isSame(row.before, row.after)) changed.set(text, row);
  }
  return changed;
};
