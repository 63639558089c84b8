import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import type { Contribution } from '../rollup.js';
import { type Cell, type Column, isJson, type RowKey, type Table } from '../table.js';
import { applied, type Delta, difference } from './delta.js';
import { recordedDayOf } from './recorded-day.js';

/** What a row was once the log had been told all that it was told up to the end of a day. */
export type Version<State> = { readonly on: CalendarDate; readonly state: State };

/** Every version of a row, the oldest first: each differs from the one before. */
export type Remembered<State> = { readonly versions: ReadonlyArray<Version<State>> };

/** The row as far as the log was told of it by the end of a day; `undefined` where it was told nothing. */
export const stateKnownAt = <State>({ versions }: Remembered<State>, day: CalendarDate): State | undefined =>
  versions.findLast(({ on }) => on <= day)?.state;

/** An older version as its row keeps it: how it differs from the next one, and what queries see of it. */
type Earlier = { readonly on: CalendarDate; readonly undo: Delta; readonly cells: Readonly<Record<string, Cell>> };

/** A version told from the next one, worked out when it is asked for: most of those that are loaded never are. */
const undone = <State>(on: CalendarDate, next: Version<State>, undo: Delta): Version<State> => {
  let known: { readonly state: State } | undefined;
  return {
    on,
    get state() {
      known ??= { state: applied(next.state, undo) as State };
      return known.state;
    },
  };
};

const evolved = <State>(version: Version<State>, after: State): Version<State> =>
  difference(version.state, after) === undefined ? version : { on: version.on, state: after };

/** Without those that say what the one before says. */
const distinct = <State>(versions: ReadonlyArray<Version<State>>): ReadonlyArray<Version<State>> =>
  versions.filter(({ state }, i) => i === 0 || difference(versions[i - 1]?.state, state) !== undefined);

/** The version of a day, made of the one before where there is none, and all that follow take an event in. */
const tookIn = <State>(
  versions: ReadonlyArray<Version<State>>,
  on: CalendarDate,
  evolve: (state: State | undefined) => State,
): ReadonlyArray<Version<State>> => {
  const after = versions.findIndex((version) => version.on >= on);
  const first = after === -1 ? versions.length : after;
  const before = versions[first - 1];
  const following = versions.slice(first);
  const isThere = following[0]?.on === on;
  const own = isThere ? [] : [{ on, state: evolve(before?.state) }];
  const later = following.map((version) => evolved(version, evolve(version.state)));
  const kept = versions.slice(0, Math.max(0, first - 1));
  return [...kept, ...distinct([...(before === undefined ? [] : [before]), ...own, ...later])];
};

/** What queries see of a version. */
const seenCells = ({ state, derived }: Table, cells: ReadonlyArray<Cell>): Readonly<Record<string, Cell>> =>
  Object.fromEntries(
    [...state, ...derived].flatMap((column, i) => (isJson(column) ? [] : [[column.name, cells[i] ?? null]])),
  );

const firstDiffering = <State>(a: Remembered<State>, b: Remembered<State>): number => {
  const place = a.versions.findIndex((version, i) => version !== b.versions[i]);
  return place === -1 ? a.versions.length : place;
};

/** What the table has besides: the day of the last version, and those before it, the newest first. */
const versionColumns = [
  { name: 'recorded_on', type: 'text' },
  { name: 'earlier', type: 'jsonb' },
] as const satisfies ReadonlyArray<Column>;

/**
 * The same fold, whose rows also know what they were at the end of each day on which the log was told something of them:
 * of a fact that is told late, the days before it was told know nothing. A function of the facts and of when each was
 * recorded, so no order of folding makes a difference. What a row contributes says on which day it was recorded.
 */
export const remembered = <State, E extends DomainEvent>(fold: Fold<State, E>): Fold<Remembered<State>, E> => {
  const { contributions, ...rest } = fold;
  const { table } = rest;
  const own = table.state.length;
  const unheard: Remembered<State> = { versions: [] };
  /** How versions were written beside the one that follows: what did not change is not written anew. */
  const written = new WeakMap<Version<State>, { readonly next: Version<State>; readonly as: Earlier }>();
  const partsOf = (version: Version<State> | undefined, key: RowKey): ReadonlyArray<Contribution> =>
    version === undefined ? [] : (contributions?.(version.state, key) ?? []);
  const addedBy = ({ versions }: Remembered<State>, key: RowKey, place: number): ReadonlyArray<Contribution> => {
    const at = versions[place];
    if (at === undefined) return [];
    const before = partsOf(versions[place - 1], key).map((part) => ({ ...part, sum: -part.sum, count: -part.count }));
    return [...before, ...partsOf(at, key)].map((part) => ({ ...part, recordedOn: at.on }));
  };
  const asEarlier = (version: Version<State>, next: Version<State>, key: RowKey): Earlier => {
    const held = written.get(version);
    if (held?.next === next) return held.as;
    const undo = difference(next.state, version.state) ?? { with: [] };
    const as = { on: version.on, undo, cells: seenCells(table, rest.toCells(version.state, key)) };
    written.set(version, { next, as });
    return as;
  };
  return {
    ...rest,
    table: { ...table, state: [...table.state, ...versionColumns] },
    evolve: (row = unheard, event: RecordedEvent<E>, key) => {
      const versions = tookIn(row.versions, recordedDayOf(event), (state) => rest.evolve(state, event, key));
      const isSame = versions.length === row.versions.length && versions.every((each, i) => each === row.versions[i]);
      return isSame ? row : { versions };
    },
    toCells: ({ versions }, key) => {
      const last = versions.at(-1);
      if (last === undefined) return [];
      const cells = rest.toCells(last.state, key);
      const older = versions.slice(0, -1).map((version, i) => asEarlier(version, versions[i + 1] ?? last, key));
      return [...cells.slice(0, own), last.on, older.length === 0 ? null : older.reverse(), ...cells.slice(own)];
    },
    fromCells: (cells) => {
      const on = cells[own] as CalendarDate;
      const older = (cells[own + 1] ?? []) as ReadonlyArray<Earlier>;
      let next: Version<State> = { on, state: rest.fromCells(cells.slice(0, own)) };
      const versions = [next];
      for (const as of older) {
        const version = undone(as.on, next, as.undo);
        written.set(version, { next, as });
        versions.push(version);
        next = version;
      }
      return { versions: versions.reverse() };
    },
    ...(contributions === undefined
      ? {}
      : {
          contributions: (row, key, beside) => {
            const from = beside === undefined ? 0 : firstDiffering(row, beside);
            return row.versions.slice(from).flatMap((_, i) => addedBy(row, key, from + i));
          },
        }),
  };
};
