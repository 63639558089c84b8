import { beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import { type Generation, generationName } from '../../projections/generation.js';
import type { ParkedStream } from '../../projections/parking/parked-stream.js';
import type { Parking } from '../../projections/parking/parking.js';
import { allPartitions, PARTITIONS } from '../../projections/partitions.js';
import type { Projection } from '../../projections/projection.js';
import type { Advance, Parks, ReadStore } from '../../projections/read-store.js';

const projection: Projection = { name: 'my_things', version: 1, folds: [], noticeKey: () => undefined };
const reactor = 'reactor:greeter';

const at = (commit: bigint): Position => ({ commit, prepare: commit });

const stuck = (streamName: string, over: Partial<ParkedStream> = {}): ParkedStream => ({
  streamName,
  partitions: allPartitions,
  revision: 4n,
  position: at(3n),
  eventId: `the event of ${streamName}`,
  eventType: 'ThingSeen',
  reason: 'it cannot be read',
  ...over,
});

const skipped = {
  eventId: 'bad',
  streamName: 'things-1',
  eventType: 'ThingSeen',
  reason: 'the vendor said so',
  actor: 'ann',
};

/** What the projection runtime and operators rely on to put streams aside and to get them back. */
export const parkingContract = (
  makeStore: () => Promise<{ readonly store: ReadStore; readonly parking: Parking }>,
): void => {
  describe('a place to park streams', () => {
    let store: ReadStore;
    let parking: Parking;
    let generation: Generation;
    let name: string;
    let place: bigint;
    beforeEach(async () => {
      ({ store, parking } = await makeStore());
      await store.prepare([projection]);
      const [live] = await store.live([projection]);
      if (live === undefined) throw new Error('there is no live generation');
      generation = live;
      name = generationName(live);
      place = 0n;
      await store.claim('me', [
        { name, partitions: PARTITIONS },
        { name: reactor, partitions: 1 },
      ]);
      await commit({});
      await store.advance(move({ name: reactor, partitions: [0], from: undefined }));
    });
    const move = (over: Partial<Advance>): Advance => ({
      ...{ name, partitions: allPartitions, holder: 'me' },
      from: place === 0n ? undefined : at(place),
      to: { position: at(1n), recordedAt: undefined, caughtUp: true },
      ...over,
    });
    const commit = async (parks: Parks, over: Partial<Advance> = {}): Promise<void> => {
      expect(await store.commit(generation, move(over), { rows: [], ...parks })).toBe('committed');
      place = 1n;
    };

    it('keeps streams until they are taken out, in the partitions of the share alone', async () => {
      await commit({ park: [stuck('things-1'), stuck('things-2')] });
      await commit({ unpark: ['things-1'] }, { partitions: [0, 3] });
      expect(await store.parked(name)).toEqual([
        stuck('things-1', { partitions: [1, 2, 4, 5, 6, 7] }),
        stuck('things-2'),
      ]);
      await commit({ unpark: ['things-1'] });
      expect(await store.parked(name)).toEqual([stuck('things-2')]);
    });

    it('parks a stream from different events in different partitions', async () => {
      await commit({ park: [stuck('things-1', { partitions: [1] })] });
      const later = stuck('things-1', { partitions: [0, 2], revision: 6n, position: at(9n), eventId: 'later' });
      await commit({ park: [later] });
      expect(await store.parked(name)).toEqual([stuck('things-1', { partitions: [1] }), later]);
    });

    it('is asked for repairs, and asked no longer once the stream is parked anew or taken out', async () => {
      await commit({ park: [stuck('things-1'), stuck('things-2'), stuck('things-3')] });
      expect(await store.repairsAsked(name)).toEqual([]);
      expect(await parking.askRepair('my_things', 'things-1')).toBe(true);
      expect(await parking.askRepair('my_things', 'things-2')).toBe(true);
      expect(await parking.askRepair('my_things', 'things-9')).toBe(false);
      expect(await parking.askRepair('others', 'things-3')).toBe(false);
      expect(await store.repairsAsked(name)).toEqual([stuck('things-1'), stuck('things-2')]);
      const worse = stuck('things-1', { revision: 5n, eventId: 'another', reason: 'neither can this one' });
      await commit({ park: [worse], unpark: ['things-2'] });
      expect(await store.repairsAsked(name)).toEqual([]);
      expect(await store.parked(name)).toEqual(expect.arrayContaining([worse, stuck('things-3')]));
      expect(await store.parked(name)).toHaveLength(2);
    });

    it('lists what is parked, by reader', async () => {
      await commit({ park: [stuck('things-1')] });
      await store.advance(move({ name: reactor, partitions: [0] }), { park: [stuck('things-1', { partitions: [0] })] });
      await parking.askRepair(reactor, 'things-1');
      const seen = { parkedAt: expect.any(Date) };
      expect(await parking.list()).toEqual([
        { ...stuck('things-1'), ...seen, reader: 'my_things', isRepairAsked: false },
        { ...stuck('things-1', { partitions: [0] }), ...seen, reader: reactor, isRepairAsked: true },
      ]);
    });

    it('moves a checkpoint and parks in one, or neither', async () => {
      const parks = { park: [stuck('things-1', { partitions: [0] })] };
      const lost = move({ name: reactor, partitions: [0], from: at(7n) });
      expect(await store.advance(lost, parks)).toBe('lost');
      expect(await store.parked(reactor)).toEqual([]);
      expect(await store.advance({ ...lost, from: at(1n) }, parks)).toBe('committed');
      expect(await store.parked(reactor)).toEqual(parks.park);
    });

    it('sets an event aside where its stream is parked at it or before it, and nowhere else', async () => {
      await commit({ park: [stuck('things-1', { partitions: [1, 2] })] });
      await commit({ park: [stuck('things-1', { partitions: [5], revision: 7n, position: at(9n) })] });
      expect(await parking.skip('my_things', { ...skipped, revision: 3n })).toBe(false);
      expect(await parking.skip('my_things', { ...skipped, streamName: 'things-2', revision: 4n })).toBe(false);
      expect(await parking.skip('others', { ...skipped, revision: 4n })).toBe(false);
      expect(await parking.skip('my_things', { ...skipped, revision: 6n })).toBe(true);
      expect(await store.skipped('my_things')).toMatchObject([{ ...skipped, partitions: [1, 2] }]);
      expect(await store.skipped('others')).toEqual([]);
      expect(await parking.skipped()).toEqual([
        { ...skipped, partitions: [1, 2], reader: 'my_things', skippedAt: expect.any(Date) },
      ]);
    });
  });
};
