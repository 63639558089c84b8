import { beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import { type Generation, generationName } from '../../projections/generation.js';
import type { GenerationStore, SnapshotRow } from '../../projections/generation-store.js';
import { allPartitions, PARTITIONS } from '../../projections/partitions.js';
import type { Projection } from '../../projections/projection.js';
import type { ReadStore, Writes } from '../../projections/read-store.js';
import type { Table } from '../../projections/table.js';

const table: Table = {
  name: 'things',
  key: [{ name: 'place', type: 'text' }],
  state: [{ name: 'state', type: 'jsonb' }],
  derived: [{ name: 'label', type: 'text' }],
};

const projection: Projection = {
  name: 'things',
  version: 1,
  folds: [{ table, handles: [], keysOf: () => [], evolve: (s) => s, toCells: () => [], fromCells: () => undefined }],
  noticeKey: () => undefined,
};

const at = (commit: bigint): Position => ({ commit, prepare: commit });
const things = (...places: ReadonlyArray<string>): Writes => ({
  rows: [{ table, upserts: places.map((place) => ({ key: [place], cells: [{ place }, 'a label'] })) }],
});

/** What rebuilds rely on, whatever keeps the generations. */
export const generationStoreContract = (
  make: () => Promise<{ readonly store: ReadStore; readonly generations: GenerationStore }>,
): void => {
  describe('a store of generations', () => {
    let store: ReadStore;
    let generations: GenerationStore;
    let live: Generation;
    beforeEach(async () => {
      ({ store, generations } = await make());
      await store.prepare([projection]);
      const [first] = await store.live([projection]);
      if (first === undefined) throw new Error('there is no live generation');
      live = first;
      await store.claim('projector', [{ name: generationName(live), partitions: PARTITIONS }]);
    });
    const commit = (
      generation: Generation,
      holder: string,
      from: Position | undefined,
      till: bigint,
      writes: Writes = { rows: [] },
    ) => {
      const to = { position: at(till), recordedAt: undefined, caughtUp: false };
      return store.commit(
        generation,
        { name: generationName(generation), partitions: allPartitions, holder, from, to },
        writes,
      );
    };
    const building = async (holder = 'builder') => {
      const generation = await generations.begin(projection, 'building');
      expect(await generations.hold(generation, holder)).toEqual({ _tag: 'Held' });
      return generation;
    };
    const states = async () =>
      (await generations.list('things')).map(
        ({ number, state, isInUse }) => `${number} ${state}${isInUse ? ' *' : ''}`,
      );
    const rowsOf = (generation: Generation): Promise<ReadonlyArray<SnapshotRow>> =>
      generations.snapshot(async (snapshot) => {
        const found: Array<SnapshotRow> = [];
        const columns = await snapshot.columns(generation, 'things');
        for await (const page of snapshot.rows(generation, 'things', columns)) found.push(...page);
        return found;
      });

    it('knows the live one, where it stands and what it holds', async () => {
      await commit(live, 'projector', undefined, 5n);
      expect(await generations.list('things')).toMatchObject([
        { projection: { name: 'things', version: 1 }, number: 1, state: 'live', tables: ['things'], position: at(5n) },
      ]);
      expect(await generations.list('nothing')).toEqual([]);
    });

    it('builds one beside it, that no projector can claim', async () => {
      const generation = await building();
      await commit(generation, 'builder', undefined, 3n, things('here'));
      expect(await states()).toEqual(['1 live *', '2 building *']);
      expect(await store.live([projection])).toEqual([live]);
      const claimed = await store.claim('other', [{ name: generationName(generation), partitions: PARTITIONS }]);
      expect(claimed.get(generationName(generation))).toEqual([]);
      expect(await commit(generation, 'builder', at(3n), 4n)).toBe('committed');
      expect(await store.load(live, table, [['here']])).toEqual([]);
      expect(await store.load(generation, table, [['here']])).toHaveLength(1);
    });

    it('goes on with what was begun, one process at a time', async () => {
      const generation = await building();
      expect(await generations.begin(projection, 'building')).toEqual(generation);
      expect(await generations.hold(generation, 'other')).toMatchObject({ _tag: 'HeldByAnother' });
      expect(await commit(generation, 'other', undefined, 1n)).toBe('lost');
      expect(await generations.hold(generation, 'builder')).toEqual({ _tag: 'Held' });
      await generations.release(generation, 'other');
      expect(await generations.hold(generation, 'other')).toMatchObject({ _tag: 'HeldByAnother' });
      await generations.release(generation, 'builder');
      expect(await generations.hold(generation, 'other')).toEqual({ _tag: 'Held' });
      expect(await commit(generation, 'builder', undefined, 1n)).toBe('lost');
    });

    it('says when whoever holds it was last heard of', async () => {
      const generation = await building();
      const first = await generations.hold(generation, 'other');
      expect(await generations.hold(generation, 'other')).toEqual(first);
      await new Promise((done) => setTimeout(done, 5));
      await generations.hold(generation, 'builder');
      expect(await generations.hold(generation, 'other')).not.toEqual(first);
    });

    it('holds no generation that is live', async () => {
      expect(await generations.hold(live, 'builder')).toEqual({ _tag: 'Gone' });
    });

    it('verifies with one that is new each time', async () => {
      const first = await generations.begin(projection, 'verifying');
      await generations.hold(first, 'a');
      const second = await generations.begin(projection, 'verifying');
      expect(await states()).toEqual(['1 live *', '2 verifying *', '3 verifying']);
      await generations.release(first, 'a');
      await generations.begin(projection, 'verifying');
      expect(await states()).toEqual(['1 live *', '2 verifying']);
      expect(second.number).toBe(3);
    });

    it('makes it live in place of the other, and leaves both to be claimed or held anew', async () => {
      const generation = await building();
      await commit(live, 'projector', undefined, 5n);
      await commit(generation, 'builder', undefined, 5n, things('here'));
      const isThere = async (reached: ReadonlyArray<{ readonly position: Position | undefined }>) =>
        reached.length === PARTITIONS && reached.every(({ position }) => position?.commit === 5n);
      expect(await generations.promote(generation, 'builder', isThere)).toBe('promoted');
      expect(await states()).toEqual(['1 retired', '2 live']);
      expect(await store.live([projection])).toEqual([generation]);
      expect(await commit(live, 'projector', at(5n), 6n)).toBe('lost');
      expect(await commit(generation, 'builder', at(5n), 6n)).toBe('lost');
      const name = generationName(generation);
      expect((await store.claim('projector', [{ name, partitions: PARTITIONS }])).get(name)).toEqual(allPartitions);
      expect(await commit(generation, 'projector', at(5n), 6n)).toBe('committed');
      expect(await generations.hold(live, 'builder')).toEqual({ _tag: 'Held' });
    });

    it('changes nothing where it is not there yet, or not ours', async () => {
      const generation = await building();
      expect(await generations.promote(generation, 'builder', async () => false)).toBe('behind');
      expect(await generations.promote(generation, 'other', async () => true)).toBe('lost');
      expect(await states()).toEqual(['1 live *', '2 building *']);
      expect(await commit(live, 'projector', undefined, 1n)).toBe('committed');
    });

    it('drops what nobody uses', async () => {
      const generation = await building();
      expect(await generations.discard(generation)).toBe('in use');
      expect(await generations.discard(live)).toBe('in use');
      await generations.release(generation, 'builder');
      expect(await generations.discard(generation)).toBe('discarded');
      expect(await generations.discard(generation)).toBe('discarded');
      expect(await states()).toEqual(['1 live *']);
      expect(await store.checkpoints(generationName(generation))).toEqual([]);
    });

    it('starts an empty one where the number was used before', async () => {
      const generation = await building();
      await commit(generation, 'builder', undefined, 3n, things('here'));
      await generations.release(generation, 'builder');
      await generations.discard(generation);
      const again = await building();
      expect(again).toEqual(generation);
      expect((await store.checkpoints(generationName(again))).map(({ position }) => position)).toEqual(
        allPartitions.map(() => undefined),
      );
      expect(await rowsOf(again)).toEqual([]);
    });

    it('keeps versions apart', async () => {
      const next: Projection = { ...projection, version: 2 };
      const generation = await generations.begin(next, 'building');
      await generations.hold(generation, 'builder');
      expect(await generations.promote(generation, 'builder', async (reached) => reached.length === 0)).toBe(
        'promoted',
      );
      expect(await store.live([next])).toEqual([generation]);
      expect(await store.live([projection])).toEqual([live]);
    });

    it('shows rows in the order of the bytes of their keys, with all columns', async () => {
      await commit(live, 'projector', undefined, 5n, things('b', '\u{1f600}', 'B', '\uffee', 'a b', 'a'));
      const rows = await rowsOf(live);
      expect(rows.map(({ key }) => key[0])).toEqual(['B', 'a', 'a b', 'b', '\uffee', '\u{1f600}']);
      expect(rows.map(({ text }) => JSON.parse(text))[1]).toEqual({
        place: 'a',
        state: { place: 'a' },
        label: 'a label',
      });
    });

    it('shows more rows than come at once', async () => {
      const places = Array.from({ length: 4_500 }, (_, i) => `place ${String(i).padStart(5, '0')}`);
      await commit(live, 'projector', undefined, 5n, things(...places));
      expect((await rowsOf(live)).map(({ key }) => key[0])).toEqual(places);
    });

    it('shows one moment, whatever is written meanwhile', async () => {
      await commit(live, 'projector', undefined, 5n, things('a'));
      await generations.snapshot(async (snapshot) => {
        expect((await snapshot.checkpoints(live))[0]?.position).toEqual(at(5n));
        await commit(live, 'projector', at(5n), 6n, things('b'));
        const columns = await snapshot.columns(live, 'things');
        expect(columns).toEqual({ key: ['place'], others: ['state', 'label'] });
        for await (const page of snapshot.rows(live, 'things', columns)) expect(page).toHaveLength(1);
        expect((await snapshot.checkpoints(live))[0]?.position).toEqual(at(5n));
      });
      expect(await rowsOf(live)).toHaveLength(2);
    });
  });
};
