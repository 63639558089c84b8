import { beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import type { Projection } from '../../projections/projection.js';
import type { Reached, ReadStore, TableWrites } from '../../projections/read-store.js';
import type { Table } from '../../projections/table.js';

const table: Table = {
  name: 'things',
  key: [
    { name: 'place', type: 'text' },
    { name: 'thing', type: 'text' },
  ],
  state: [
    { name: 'state', type: 'jsonb' },
    { name: 'numbers', type: 'double precision[]' },
    { name: 'revision', type: 'bigint' },
  ],
  derived: [{ name: 'label', type: 'text' }],
};

const projection: Projection = {
  name: 'things',
  version: 1,
  folds: [{ table, handles: [], keysOf: () => [], evolve: (s) => s, toCells: () => [], fromCells: () => undefined }],
  noticeKey: () => undefined,
};

const at = (commit: bigint): Position => ({ commit, prepare: commit });
const to = (commit: bigint, caughtUp = false): Reached => ({
  position: at(commit),
  recordedAt: new Date('2026-03-01T00:00:00.250Z'),
  caughtUp,
});
type Thing = readonly [string, string, object, ReadonlyArray<number | null>, bigint];
const write = (upserts: ReadonlyArray<Thing>): ReadonlyArray<TableWrites> => [
  {
    table,
    upserts: upserts.map(([place, thing, state, numbers, revision]) => ({
      key: [place, thing],
      cells: [state, numbers, revision, 'a label'],
    })),
    deletes: [],
  },
];

/** What the projection runtime relies on, whatever keeps the rows. */
export const readStoreContract = (makeStore: () => Promise<ReadStore>): void => {
  describe('a read store', () => {
    let store: ReadStore;
    beforeEach(async () => {
      store = await makeStore();
      await store.prepare([projection]);
    });
    const commit = (from: Position | undefined, till: Reached, writes = write([])) =>
      store.commit(projection, { name: 'things_v1', from, to: till }, writes);

    it('can be prepared again', async () => {
      await store.prepare([projection]);
    });

    it('has no checkpoint before the first commit', async () => {
      expect(await store.checkpoint('things_v1')).toBeUndefined();
    });

    it('keeps rows and checkpoint together', async () => {
      expect(await commit(undefined, to(5n, true), write([['here', 'a', { n: 1 }, [1.5, null], 7n]]))).toBe(
        'committed',
      );
      expect(await store.checkpoint('things_v1')).toEqual(to(5n, true));
      expect(
        await store.load(projection, table, [
          ['here', 'a'],
          ['here', 'b'],
        ]),
      ).toEqual([{ key: ['here', 'a'], cells: [{ n: 1 }, [1.5, null], 7n] }]);
    });

    it('takes position 0 for a position', async () => {
      await commit(undefined, to(0n));
      expect(await commit(undefined, to(1n))).toBe('checkpoint-moved');
      expect(await commit(at(0n), to(1n))).toBe('committed');
    });

    it('changes nothing for one who does not know where the checkpoint stands', async () => {
      await commit(undefined, to(5n), write([['here', 'a', { n: 1 }, [], 0n]]));
      expect(await commit(at(4n), to(6n), write([['here', 'a', { n: 2 }, [], 0n]]))).toBe('checkpoint-moved');
      expect(await commit(undefined, to(6n), write([['here', 'b', { n: 2 }, [], 0n]]))).toBe('checkpoint-moved');
      expect(await store.checkpoint('things_v1')).toEqual(to(5n));
      expect(
        await store.load(projection, table, [
          ['here', 'a'],
          ['here', 'b'],
        ]),
      ).toEqual([{ key: ['here', 'a'], cells: [{ n: 1 }, [], 0n] }]);
    });

    it('replaces and deletes rows', async () => {
      await commit(
        undefined,
        to(1n),
        write([
          ['here', 'a', { n: 1 }, [], 0n],
          ['here', 'b', { n: 1 }, [], 0n],
        ]),
      );
      const [replaced] = write([['here', 'b', { n: 2 }, [], 0n]]);
      await commit(at(1n), to(2n), replaced === undefined ? [] : [{ ...replaced, deletes: [['here', 'a']] }]);
      expect(
        await store.load(projection, table, [
          ['here', 'a'],
          ['here', 'b'],
        ]),
      ).toEqual([{ key: ['here', 'b'], cells: [{ n: 2 }, [], 0n] }]);
    });

    it('gives back any text it was given', async () => {
      const odd = `"quotes" \\ {braces}, commas, NULL, 'ticks' ? ☃ 𝒳 \t\n`;
      await commit(undefined, to(1n), write([['here', odd, { [odd]: odd }, [], 0n]]));
      expect(await store.load(projection, table, [['here', odd]])).toEqual([
        { key: ['here', odd], cells: [{ [odd]: odd }, [], 0n] },
      ]);
    });

    it('moves a checkpoint alone, on the same condition', async () => {
      expect(await store.advance({ name: 'reactor', from: undefined, to: to(3n) })).toBe('committed');
      expect(await store.advance({ name: 'reactor', from: at(2n), to: to(4n) })).toBe('checkpoint-moved');
      expect(await store.advance({ name: 'reactor', from: at(3n), to: to(3n, true) })).toBe('committed');
      expect(await store.checkpoint('reactor')).toEqual(to(3n, true));
    });
  });
};
