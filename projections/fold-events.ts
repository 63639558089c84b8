import type { RecordedEvent } from '../application/ports/event-store.js';
import { blaming } from './failed-event.js';
import type { Fold } from './fold.js';
import type { OwnedShare } from './owned-share.js';
import { keyText, type RowKey } from './table.js';

/** A row before and after a batch. */
export type Touched = {
  readonly key: RowKey;
  readonly events: Array<RecordedEvent>;
  before: unknown;
  after: unknown;
};

const groupByKey = (
  { partitionOf, parked }: OwnedShare,
  fold: Fold<unknown>,
  events: ReadonlyArray<RecordedEvent>,
): ReadonlyMap<string, Touched> => {
  const touched = new Map<string, Touched>();
  const handles = new Set<string>(fold.handles);
  for (const event of events) {
    if (!handles.has(event.event.type)) continue;
    for (const key of blaming(event, () => fold.keysOf(event))) {
      const text = keyText(key);
      const partition = partitionOf(text);
      if (partition === undefined || parked.has(event.streamName, partition)) continue;
      const row = touched.get(text);
      if (row === undefined) touched.set(text, { key, events: [event], before: undefined, after: undefined });
      else row.events.push(event);
    }
  }
  return touched;
};

const loadBefore = async (
  { store, generation, foldRows }: OwnedShare,
  fold: Fold<unknown>,
  touched: ReadonlyMap<string, Touched>,
): Promise<void> => {
  const kept = foldRows.get(fold);
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

/** The rows of one fold that these events change, by the text of their key. Throws `FailedEvent`. */
export const foldEvents = async (
  owned: OwnedShare,
  fold: Fold<unknown>,
  events: ReadonlyArray<RecordedEvent>,
): Promise<ReadonlyMap<string, Touched>> => {
  const touched = groupByKey(owned, fold, events);
  if (touched.size === 0) return touched;
  await loadBefore(owned, fold, touched);
  const changed = new Map<string, Touched>();
  for (const [text, row] of touched) {
    row.after = row.before;
    for (const event of row.events) row.after = blaming(event, () => fold.evolve(row.after, event, row.key));
    if (!isSame(row.before, row.after)) changed.set(text, row);
  }
  return changed;
};
