import { earliest, isSamePosition } from '../../application/position.js';
import {
  type Generation,
  type GenerationId,
  generationName,
  generationTable,
  tablesOf,
} from '../../projections/generation.js';
import type {
  Columns,
  GenerationState,
  GenerationStore,
  KnownGeneration,
  ReadSnapshot,
  SnapshotRow,
} from '../../projections/generation-store.js';
import { LEASE_SECONDS } from '../../projections/leases.js';
import { PARTITIONS } from '../../projections/partitions.js';
import type { Projection } from '../../projections/projection.js';
import type { Checkpoint, PartitionCheckpoint } from '../../projections/read-store.js';
import { type Cell, compareKeys, type RowKey } from '../../projections/table.js';

export type InMemoryRow = { readonly key: RowKey; readonly cells: Readonly<Record<string, Cell>> };

export type Partition = { checkpoint: Checkpoint; holder: string | undefined };

type Rows = ReadonlyMap<string, InMemoryRow>;

/** What the rows and checkpoints of all generations are kept in. */
export type Kept = {
  readonly tables: Map<string, Map<string, InMemoryRow>>;
  readonly readers: Map<string, ReadonlyArray<Partition>>;
  readonly partitionsOf: (name: string, partitions: number) => ReadonlyArray<Partition>;
  /** Whether the holder is a projector that is alive. */
  readonly isAlive: (holder: string | undefined) => boolean;
  readonly clock: () => number;
};

type Entry = {
  readonly projection: Projection;
  readonly number: number;
  readonly madeAt: Date;
  state: GenerationState;
  hold: { readonly holder: string; readonly at: number } | undefined;
};

const asJson = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

const rowOf = ({ key, cells }: InMemoryRow, columns: Columns): SnapshotRow => {
  const ofKey = columns.key.map((name, i) => [name, key[i]]);
  const others = columns.others.map((name) => [name, cells[name] ?? null]);
  return { key, text: JSON.stringify(Object.fromEntries([...ofKey, ...others]), asJson) };
};

const checkpointsIn = (partitions: ReadonlyArray<Partition>): ReadonlyArray<PartitionCheckpoint> =>
  partitions.map(({ checkpoint }, partition) => ({ ...checkpoint, partition }));

/** Which generations there are, beside what the rows are kept in. */
export const makeInMemoryGenerations = (kept: Kept) => {
  const { tables, readers, partitionsOf, isAlive, clock } = kept;
  let entries: ReadonlyArray<Entry> = [];

  const find = (generation: GenerationId): Entry | undefined =>
    entries.find((entry) => generationName(entry) === generationName(generation));
  const isHeld = ({ hold }: Entry): boolean => hold !== undefined && clock() - hold.at < LEASE_SECONDS * 1_000;
  const isInUse = (entry: Entry): boolean =>
    isHeld(entry) || (readers.get(generationName(entry)) ?? []).some(({ holder }) => isAlive(holder));
  const add = (projection: Projection, state: GenerationState): Entry => {
    const { name, version } = projection;
    const own = entries.filter((entry) => entry.projection.name === name && entry.projection.version === version);
    const number = 1 + Math.max(0, ...own.map((entry) => entry.number));
    const entry: Entry = { projection, number, madeAt: new Date(clock()), state, hold: undefined };
    entries = [...entries, entry].sort((a, b) => a.projection.version - b.projection.version || a.number - b.number);
    return entry;
  };
  const liveOf = ({ name, version }: Projection): Entry | undefined =>
    entries.find(
      ({ state, projection }) => state === 'live' && projection.name === name && projection.version === version,
    );
  const drop = (entry: Entry): void => {
    for (const table of tablesOf(entry.projection)) tables.delete(generationTable(entry, table));
    readers.delete(generationName(entry));
    entries = entries.filter((each) => each !== entry);
  };
  const knownOf = (entry: Entry): KnownGeneration => {
    const { projection, number, state, madeAt } = entry;
    const names = tablesOf(projection).map(({ name }) => name);
    const position = earliest(
      checkpointsIn(readers.get(generationName(entry)) ?? []).map((checkpoint) => checkpoint.position),
    );
    return { projection, number, state, madeAt, tables: names, position, bytes: 0, isInUse: isInUse(entry) };
  };
  const letGo = (entry: Entry): void => {
    entry.hold = undefined;
    for (const partition of readers.get(generationName(entry)) ?? []) partition.holder = undefined;
  };
  const snapshotOf = (
    rows: ReadonlyMap<string, Rows>,
    checkpoints: ReadonlyMap<string, ReadonlyArray<PartitionCheckpoint>>,
  ): ReadSnapshot => ({
    checkpoints: async (generation) => checkpoints.get(generationName(generation)) ?? [],
    columns: async (generation, name) => {
      const projection = find(generation)?.projection;
      const table = projection === undefined ? undefined : tablesOf(projection).find((each) => each.name === name);
      const named = (columns: ReadonlyArray<{ readonly name: string }> = []) => columns.map((column) => column.name);
      return { key: named(table?.key), others: [...named(table?.state), ...named(table?.derived)] };
    },
    rows: async function* (generation, name, columns): AsyncGenerator<ReadonlyArray<SnapshotRow>> {
      const held = [...(rows.get(generationTable(generation, { name }))?.values() ?? [])].sort((a, b) =>
        compareKeys(a.key, b.key),
      );
      yield held.map((row) => rowOf(row, columns));
    },
  });

  const store: GenerationStore = {
    list: async (readModel) => entries.filter(({ projection }) => projection.name === readModel).map(knownOf),
    begin: async (projection, purpose) => {
      const begun = entries.filter(
        ({ state, projection: { name, version } }) =>
          state === purpose && name === projection.name && version === projection.version,
      );
      const [first] = begun;
      if (purpose === 'building' && first !== undefined) return { projection, number: first.number };
      for (const left of begun.filter((entry) => !isInUse(entry))) drop(left);
      return { projection, number: add(projection, purpose).number };
    },
    hold: async (generation, holder) => {
      const entry = find(generation);
      if (entry === undefined || entry.state === 'live') return { _tag: 'Gone' };
      if (entry.hold !== undefined && entry.hold.holder !== holder && isHeld(entry))
        return { _tag: 'HeldByAnother', seenAt: new Date(entry.hold.at) };
      entry.hold = { holder, at: clock() };
      for (const partition of partitionsOf(generationName(generation), PARTITIONS)) partition.holder = holder;
      return { _tag: 'Held' };
    },
    release: async (generation, holder) => {
      const entry = find(generation);
      if (entry?.hold?.holder === holder) letGo(entry);
    },
    promote: async (generation, holder, isThere) => {
      const live = liveOf(generation.projection);
      const before = live === undefined ? [] : checkpointsIn(partitionsOf(generationName(live), PARTITIONS));
      const isReached = await isThere(before);
      const after = live === undefined ? [] : checkpointsIn(partitionsOf(generationName(live), PARTITIONS));
      const stoodStill = after.every(({ position }, i) => isSamePosition(position, before[i]?.position));
      if (!isReached || !stoodStill) return 'behind';
      const entry = find(generation);
      if (entry === undefined || entry.hold?.holder !== holder) return 'lost';
      if (live !== undefined) {
        live.state = 'retired';
        letGo(live);
      }
      entry.state = 'live';
      letGo(entry);
      return 'promoted';
    },
    discard: async (generation) => {
      const entry = find(generation);
      if (entry !== undefined && isInUse(entry)) return 'in use';
      if (entry !== undefined) drop(entry);
      return 'discarded';
    },
    snapshot: (work) =>
      work(
        snapshotOf(
          new Map([...tables].map(([name, rows]) => [name, new Map(rows)])),
          new Map([...readers].map(([name, partitions]) => [name, checkpointsIn(partitions)])),
        ),
      ),
  };
  return {
    store,
    /** Made where there is none. */
    live: (projection: Projection): Generation => {
      const { number } = liveOf(projection) ?? add(projection, 'live');
      return { projection, number };
    },
    /** Whether a reader of this name is a generation that projectors have no part in. */
    isNotLive: (name: string): boolean =>
      entries.some((entry) => generationName(entry) === name && entry.state !== 'live'),
  };
};
