import { isSamePosition } from '../../application/position.js';
import { type Generation, generationTable } from '../../projections/generation.js';
import type { GenerationStore } from '../../projections/generation-store.js';
import { fairShare, LEASE_SECONDS } from '../../projections/leases.js';
import type { Parking } from '../../projections/parking/parking.js';
import type { Projection } from '../../projections/projection.js';
import { type Advance, type ReadStore, untouched, type Writes } from '../../projections/read-store.js';
import type { Addition } from '../../projections/rollup.js';
import { type Cell, keyText, type Table } from '../../projections/table.js';
import { type InMemoryRow, makeInMemoryGenerations, type Partition } from './generations.js';
import { makeInMemoryParking } from './parking.js';

export type InMemoryReadStore = ReadStore & {
  /** The rows of a table of the live generation by the text of their key. */
  readonly rows: (projection: Projection, table: Table) => ReadonlyMap<string, InMemoryRow>;
  readonly parking: Parking;
  readonly generations: GenerationStore;
};

/** What a `jsonb` column gives back. */
const stored = (cell: Cell): Cell =>
  typeof cell === 'object' && cell !== null ? JSON.parse(JSON.stringify(cell)) : cell;

const numbers = (row: InMemoryRow | undefined, column: string): ReadonlyArray<number> => {
  const held = row?.cells[column];
  return Array.isArray(held) ? held : [];
};

const plus = (held: ReadonlyArray<number>, added: ReadonlyArray<number>): ReadonlyArray<number> =>
  added.map((value, i) => value + (held[i] ?? 0));

const total = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0);

const add = (rows: Map<string, InMemoryRow>, { derived }: Table, { key, sums: s, counts: c }: Addition): void => {
  const held = rows.get(keyText(key));
  const sums = plus(numbers(held, 'sums'), s);
  const counts = plus(numbers(held, 'counts'), c);
  const slots = Object.fromEntries(derived.map(({ name }, i) => [name, counts[i] ?? null]));
  const cells = { sums, counts, total: total(sums), total_count: total(counts), ...slots };
  if ([...sums, ...counts].every((value) => value === 0)) rows.delete(keyText(key));
  else rows.set(keyText(key), { key, cells });
};

export const makeInMemoryReadStore = (clock: () => number = Date.now): InMemoryReadStore => {
  const tables = new Map<string, Map<string, InMemoryRow>>();
  const readers = new Map<string, ReadonlyArray<Partition>>();
  const { park, ...parked } = makeInMemoryParking(clock);
  const seen = new Map<string, number>();

  const tableOf = (generation: Generation, table: Table): Map<string, InMemoryRow> => {
    const name = generationTable(generation, table);
    const rows = tables.get(name) ?? new Map<string, InMemoryRow>();
    tables.set(name, rows);
    return rows;
  };
  const partitionsOf = (name: string, partitions: number): ReadonlyArray<Partition> => {
    const known =
      readers.get(name) ??
      Array.from({ length: partitions }, (): Partition => ({ checkpoint: untouched, holder: undefined }));
    readers.set(name, known);
    return known;
  };
  const isAlive = (holder: string | undefined): boolean =>
    holder !== undefined && clock() - (seen.get(holder) ?? Number.NEGATIVE_INFINITY) < LEASE_SECONDS * 1_000;
  const advance = ({ name, partitions, holder, from, to }: Advance): 'committed' | 'lost' => {
    const moving = (readers.get(name) ?? []).filter((_, i) => partitions.includes(i));
    const isOurs = moving.every(
      (partition) => partition.holder === holder && isSamePosition(partition.checkpoint.position, from),
    );
    if (moving.length !== partitions.length || !isOurs) return 'lost';
    for (const partition of moving) partition.checkpoint = to;
    return 'committed';
  };
  const write = (generation: Generation, { rows, additions }: Writes): void => {
    for (const { table, upserts } of rows) {
      const columns = [...table.state, ...table.derived];
      for (const { key, cells } of upserts) {
        const named = Object.fromEntries(columns.map(({ name }, i) => [name, stored(cells[i] ?? null)]));
        tableOf(generation, table).set(keyText(key), { key, cells: named });
      }
    }
    for (const { table, rows: added } of additions ?? []) {
      for (const row of added) add(tableOf(generation, table), table, row);
    }
  };
  const { store, live, isNotLive } = makeInMemoryGenerations({ tables, readers, partitionsOf, isAlive, clock });

  return {
    prepare: async (projections) => projections.forEach(live),
    live: async (projections) => projections.map(live),
    claim: async (holder, wanted) => {
      seen.set(holder, clock());
      const alive = [...seen.keys()].filter(isAlive).length;
      const held = wanted.map(({ name, partitions }) => {
        const all = partitionsOf(name, partitions);
        const claimable = all.map((each, partition) => ({
          partition,
          holder: each.holder,
          isTaken: isAlive(each.holder) || isNotLive(name),
        }));
        const mine = fairShare(claimable, holder, alive);
        for (const [partition, each] of all.entries()) {
          if (mine.includes(partition)) each.holder = holder;
          else if (each.holder === holder) each.holder = undefined;
        }
        return [name, mine] as const;
      });
      return new Map(held);
    },
    leave: async (holder) => {
      seen.delete(holder);
      for (const partition of [...readers.values()].flat()) {
        if (partition.holder === holder) partition.holder = undefined;
      }
    },
    checkpoints: async (name) =>
      (readers.get(name) ?? []).map(({ checkpoint }, partition) => ({ ...checkpoint, partition })),
    ...parked,
    load: async (generation, table, keys) =>
      keys.flatMap((key) => {
        const row = tableOf(generation, table).get(keyText(key));
        return row === undefined ? [] : [{ key, cells: table.state.map(({ name }) => row.cells[name]) }];
      }),
    settle: async () => undefined,
    commit: async (generation, move, writes) => {
      if (advance(move) === 'lost') return 'lost';
      write(generation, writes);
      park(move, writes);
      return 'committed';
    },
    advance: async (move, parks = {}) => {
      const outcome = advance(move);
      if (outcome === 'committed') park(move, parks);
      return outcome;
    },
    generations: store,
    rows: (projection, table) => tableOf(live(projection), table),
  };
};
