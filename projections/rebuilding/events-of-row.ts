import { type EventStore, isUndecodable, type RecordedEvent } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import type { EventType } from '../../domain/catalogue.js';
import type { Fold } from '../fold.js';
import type { Generation, GenerationId } from '../generation.js';
import type { ReadSnapshot } from '../generation-store.js';
import { isOfRollup } from '../projection.js';
import type { ReadStore } from '../read-store.js';
import { keyText, type RowKey } from '../table.js';
import { oneAhead } from './one-ahead.js';
import { portionsUpTo } from './portions.js';

/** Where to find an event; nothing of its data. */
export type EventPlace = {
  readonly type: EventType;
  readonly id: string;
  readonly streamName: string;
  readonly revision: bigint;
  readonly position: Position;
};

/** The events that a row is folded from, the latest of them, and how many there are. */
export type EventsOfRow = { readonly latest: ReadonlyArray<EventPlace>; readonly count: number };

type Side = { readonly snapshot: ReadSnapshot; readonly generation: GenerationId };

type Deps = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll'>;
  readonly store: Pick<ReadStore, 'load'>;
};

type Names = (event: RecordedEvent) => boolean;

const SHOWN = 20;
const PORTION = 5_000;

/** Rows of a fold that contribute to a row of the rollup. */
const contributing = async (
  store: Pick<ReadStore, 'load'>,
  { projection }: Generation,
  { snapshot, generation }: Side,
  fold: Fold<unknown>,
  wanted: string,
): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = [];
  const { key } = await snapshot.columns(generation, fold.table.name);
  for await (const page of snapshot.rows(generation, fold.table.name, { key, others: [] })) {
    const keys = page.map((row) => row.key);
    for (const row of await store.load({ projection, number: generation.number }, fold.table, keys)) {
      const parts = fold.contributions?.(fold.fromCells(row.cells), row.key) ?? [];
      if (parts.some((part) => keyText(part.key) === wanted)) found.push(keyText(row.key));
    }
  }
  return found;
};

const namedBy =
  (fold: Fold<unknown>, keys: ReadonlySet<string>): Names =>
  (event) =>
    fold.handles.includes(event.event.type) && fold.keysOf(event).some((key) => keys.has(keyText(key)));

/** What an event has to be to count, and the types that may be. */
const matchersOf = async (
  { store }: Deps,
  generation: Generation,
  sides: ReadonlyArray<Side>,
  table: string,
  key: RowKey,
): Promise<{ readonly types: ReadonlyArray<EventType>; readonly names: ReadonlyArray<Names> }> => {
  const { folds, rollup } = generation.projection;
  if (rollup === undefined || !isOfRollup(generation.projection, table)) {
    const own = folds.filter((fold) => fold.table.name === table);
    const keys = new Set([keyText(key)]);
    return { types: own.flatMap(({ handles }) => handles), names: own.map((fold) => namedBy(fold, keys)) };
  }
  const wanted = keyText(key.slice(0, rollup.table.key.length));
  const types: Array<EventType> = [...rollup.handles];
  const names: Array<Names> = [
    (event) =>
      rollup.handles.includes(event.event.type) &&
      rollup.contributions(event).some((part) => keyText(part.key) === wanted),
  ];
  for (const fold of folds.filter(({ contributions }) => contributions !== undefined)) {
    const keys = new Set<string>();
    for (const side of sides) {
      for (const text of await contributing(store, generation, side, fold, wanted)) keys.add(text);
    }
    if (keys.size === 0) continue;
    types.push(...fold.handles);
    names.push(namedBy(fold, keys));
  }
  return { types, names };
};

/**
 * Which events a row of a read model comes from, up to a position that the log has reached. Reads the whole log up to
 * there; for a row of a rollup also the rows that contribute to it, as each side has them.
 */
export const eventsOfRow = async (
  deps: Deps,
  generation: Generation,
  sides: ReadonlyArray<Side>,
  { table, key }: { readonly table: string; readonly key: RowKey },
  until: Position,
  signal: AbortSignal,
): Promise<EventsOfRow> => {
  const { types, names } = await matchersOf(deps, generation, sides, table, key);
  const done = new AbortController();
  let latest: ReadonlyArray<EventPlace> = [];
  let count = 0;
  try {
    const log = deps.eventStore.subscribeToAll({
      after: undefined,
      types: [...new Set(types)],
      signal: AbortSignal.any([signal, done.signal]),
    });
    for await (const { events } of oneAhead(portionsUpTo(log, until, PORTION))) {
      for (const event of events) {
        if (isUndecodable(event) || !names.some((isNamed) => isNamed(event))) continue;
        const { id, streamName, revision, position } = event;
        latest = [...latest, { type: event.event.type, id, streamName, revision, position }].slice(-SHOWN);
        count += 1;
      }
    }
  } finally {
    done.abort();
  }
  return { latest, count };
};
