import { beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import { type Generation, generationName } from '../../projections/generation.js';
import type { ParkedStream } from '../../projections/parking/parked-stream.js';
import { allPartitions, PARTITIONS } from '../../projections/partitions.js';
import type { Projection } from '../../projections/projection.js';
import type { Advance, Reached, ReadStore, Writes } from '../../projections/read-store.js';
import { rollupTable } from '../../projections/rollup.js';
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

const sums = rollupTable('sums', [{ name: 'place', type: 'text' }], ['first', 'second']);

const projection: Projection = {
  name: 'things',
  version: 1,
  folds: [{ table, handles: [], keysOf: () => [], evolve: (s) => s, toCells: () => [], fromCells: () => undefined }],
  rollup: { table: sums, slots: 2, handles: [], contributions: () => [] },
  noticeKey: () => undefined,
};

const at = (commit: bigint): Position => ({ commit, prepare: commit });
const to = (commit: bigint, caughtUp = false): Reached => ({
  position: at(commit),
  recordedAt: new Date('2026-03-01T00:00:00.250Z'),
  events: Number(commit) * 3,
  caughtUp,
});
type Thing = readonly [string, string, object, ReadonlyArray<number | null>, bigint];
const write = (upserts: ReadonlyArray<Thing>): Writes => ({
  rows: [
    {
      table,
      upserts: upserts.map(([place, thing, state, numbers, revision]) => ({
        key: [place, thing],
        cells: [state, numbers, revision, 'a label'],
      })),
    },
  ],
});
const add = (
  place: string,
  s: ReadonlyArray<number>,
  counts: ReadonlyArray<number>,
  lessens = counts.some((n) => n < 0),
): Writes => ({ rows: [], additions: [{ table: sums, rows: [{ key: [place], sums: s, counts, lessens }] }] });
const nothing: Writes = { rows: [] };

const stuck: ParkedStream = {
  streamName: 'things-1',
  partitions: allPartitions,
  revision: 4n,
  position: at(3n),
  eventId: 'an id',
  eventType: 'ThingSeen',
  reason: 'it cannot be read',
};

/** What the projection runtime relies on, whatever keeps the rows. */
export const readStoreContract = (makeStore: () => Promise<ReadStore>): void => {
  describe('a read store', () => {
    let store: ReadStore;
    let generation: Generation;
    let name: string;
    const claim = (holder: string) => store.claim(holder, [{ name, partitions: PARTITIONS }]);
    beforeEach(async () => {
      store = await makeStore();
      await store.prepare([projection]);
      const [live] = await store.live([projection]);
      if (live === undefined) throw new Error('there is no live generation');
      generation = live;
      name = generationName(live);
      await claim('me');
    });
    const advance = (from: Position | undefined, till: Reached, over: Partial<Advance> = {}): Advance => ({
      name,
      partitions: allPartitions,
      holder: 'me',
      from,
      to: till,
      ...over,
    });
    const commit = (from: Position | undefined, till: Reached, writes = nothing, over: Partial<Advance> = {}) =>
      store.commit(generation, advance(from, till, over), writes);
    const load = (...keys: ReadonlyArray<readonly [string, string]>) => store.load(generation, table, keys);
    const sumsOf = (place: string) => store.load(generation, sums, [[place]]);
    const positions = async () => (await store.checkpoints(name)).map(({ position }) => position?.commit);

    it('can be prepared again', async () => {
      await store.prepare([projection]);
      expect(await store.live([projection])).toEqual([generation]);
    });

    it('has partitions that stand nowhere before the first commit', async () => {
      expect(await positions()).toEqual(allPartitions.map(() => undefined));
      expect(await store.checkpoints('nobody')).toEqual([]);
    });

    it('keeps rows and checkpoints together', async () => {
      expect(await commit(undefined, to(5n, true), write([['here', 'a', { n: 1 }, [1.5, null], 7n]]))).toBe(
        'committed',
      );
      expect(await store.checkpoints(name)).toEqual(allPartitions.map((partition) => ({ partition, ...to(5n, true) })));
      expect(await load(['here', 'a'], ['here', 'b'])).toEqual([
        { key: ['here', 'a'], cells: [{ n: 1 }, [1.5, null], 7n] },
      ]);
    });

    it('moves the partitions of a share only', async () => {
      await commit(undefined, to(5n), nothing, { partitions: [1, 3] });
      expect(await positions()).toEqual([undefined, 5n, undefined, 5n, undefined, undefined, undefined, undefined]);
      expect(await commit(undefined, to(6n))).toBe('lost');
      expect(await commit(at(5n), to(6n), nothing, { partitions: [1, 2] })).toBe('lost');
      expect(await positions()).toEqual([undefined, 5n, undefined, 5n, undefined, undefined, undefined, undefined]);
    });

    it('keeps how many events lie before a checkpoint, or that it is not known', async () => {
      await commit(undefined, to(5n));
      expect((await store.checkpoints(name)).map(({ events }) => events)).toEqual(allPartitions.map(() => 15));
      const { events, ...uncounted } = to(6n);
      await commit(at(5n), uncounted);
      expect(events).toBe(18);
      expect((await store.checkpoints(name)).map((checkpoint) => checkpoint.events)).toEqual(
        allPartitions.map(() => undefined),
      );
    });

    it('takes position 0 for a position', async () => {
      await commit(undefined, to(0n));
      expect(await commit(undefined, to(1n))).toBe('lost');
      expect(await commit(at(0n), to(1n))).toBe('committed');
    });

    it('changes nothing for one who does not know where the checkpoint stands', async () => {
      await commit(undefined, to(5n), write([['here', 'a', { n: 1 }, [], 0n]]));
      expect(await commit(at(4n), to(6n), write([['here', 'a', { n: 2 }, [], 0n]]))).toBe('lost');
      expect(await commit(undefined, to(6n), write([['here', 'b', { n: 2 }, [], 0n]]))).toBe('lost');
      expect(await commit(at(4n), to(6n), add('here', [1, 0], [1, 0]))).toBe('lost');
      expect(await positions()).toEqual(allPartitions.map(() => 5n));
      expect(await load(['here', 'a'], ['here', 'b'])).toEqual([{ key: ['here', 'a'], cells: [{ n: 1 }, [], 0n] }]);
      expect(await sumsOf('here')).toEqual([]);
    });

    it('changes nothing for one who does not hold the partitions', async () => {
      expect(await commit(undefined, to(5n), nothing, { holder: 'other' })).toBe('lost');
      expect(await store.advance(advance(undefined, to(5n), { holder: 'other' }))).toBe('lost');
      expect(await positions()).toEqual(allPartitions.map(() => undefined));
    });

    it('replaces rows', async () => {
      await commit(undefined, to(1n), write([['here', 'b', { n: 1 }, [], 0n]]));
      await commit(at(1n), to(2n), write([['here', 'b', { n: 2 }, [], 0n]]));
      expect(await load(['here', 'b'])).toEqual([{ key: ['here', 'b'], cells: [{ n: 2 }, [], 0n] }]);
    });

    it('adds to sums, and lets go of those that nothing contributes to', async () => {
      await commit(undefined, to(1n), add('here', [1.5, 0], [1, 0]));
      await commit(at(1n), to(2n), add('here', [2, 4], [2, 1]));
      expect(await sumsOf('here')).toEqual([{ key: ['here'], cells: [[3.5, 4], [3, 1], 7.5, 4] }]);
      await commit(at(2n), to(3n), add('here', [-3.5, 0], [-3, 0]));
      expect(await sumsOf('here')).toEqual([{ key: ['here'], cells: [[0, 4], [0, 1], 4, 1] }]);
      await commit(at(3n), to(4n), add('here', [0, -4], [0, -1]));
      expect(await sumsOf('here')).toEqual([]);
    });

    it('keeps sums that are of no count, until something cancels them', async () => {
      await commit(undefined, to(1n), add('here', [-2, 0], [0, 0]));
      expect(await sumsOf('here')).toEqual([{ key: ['here'], cells: [[-2, 0], [0, 0], -2, 0] }]);
      await commit(at(1n), to(2n), add('here', [2, 0], [0, 0], true));
      expect(await sumsOf('here')).toEqual([]);
    });

    it('gives back any text it was given', async () => {
      const odd = `"quotes" \\ {braces}, commas, NULL, 'ticks' ? ☃ 𝒳 \t\n`;
      await commit(undefined, to(1n), write([['here', odd, { [odd]: odd }, [], 0n]]));
      expect(await load(['here', odd])).toEqual([{ key: ['here', odd], cells: [{ [odd]: odd }, [], 0n] }]);
    });

    it('moves checkpoints alone, on the same condition', async () => {
      await store.claim('me', [{ name: 'reactor:x', partitions: 1 }]);
      const reactor = { name: 'reactor:x', partitions: [0] };
      expect(await store.advance(advance(undefined, to(3n), reactor))).toBe('committed');
      expect(await store.advance(advance(at(2n), to(4n), reactor))).toBe('lost');
      expect(await store.advance(advance(at(3n), to(3n, true), reactor))).toBe('committed');
      expect(await store.checkpoints('reactor:x')).toEqual([{ partition: 0, ...to(3n, true) }]);
    });

    it('keeps what was parked with the rows, until it is unparked', async () => {
      await commit(undefined, to(5n), { rows: [], park: [stuck] });
      expect(await store.parked(name)).toEqual([stuck]);
      expect(await commit(at(4n), to(6n), { rows: [], unpark: [stuck.streamName] })).toBe('lost');
      expect(await store.parked(name)).toEqual([stuck]);
      await commit(at(5n), to(6n), { rows: [], unpark: [stuck.streamName] });
      expect(await store.parked(name)).toEqual([]);
    });

    it('shares partitions fairly among the processes that are alive', async () => {
      expect((await claim('you')).get(name)).toEqual([]);
      const mine = (await claim('me')).get(name) ?? [];
      const yours = (await claim('you')).get(name) ?? [];
      expect([...mine, ...yours].sort()).toEqual(allPartitions);
      expect(mine).toHaveLength(PARTITIONS / 2);
      expect(await commit(undefined, to(1n), nothing, { partitions: mine })).toBe('committed');
      expect(await commit(undefined, to(1n), nothing, { partitions: yours })).toBe('lost');
    });

    it('leaves what one process held to the next', async () => {
      await claim('you');
      await store.leave('me');
      expect((await claim('you')).get(name)).toEqual(allPartitions);
      expect(await commit(undefined, to(1n))).toBe('lost');
    });
  });
};
