import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { generationName } from '../../../projections/generation.js';
import { fairShare } from '../../../projections/leases.js';
import { allPartitions, PARTITIONS, partitionOf } from '../../../projections/partitions.js';
import { type Projector, startProjector } from '../../../projections/projector.js';
import { projections } from '../../../projections/registry.js';
import { rowsOf } from '../../support/given-projection.js';
import { linked, opened, used } from '../../support/one-day.js';

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let turns = 0; !(await isSo()); turns++) {
    if (turns > 3_000) throw new Error('it never came to that');
    await new Promise((done) => setTimeout(done, 1));
  }
};

const company = (accounts: number) => {
  const eventStore = inMemoryEventStore();
  let now = 0;
  const store = makeInMemoryReadStore(() => now);
  let appended = 0;
  const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
  const append = async (round: number): Promise<void> => {
    for (let n = 0; n < accounts; n++) {
      const facts = [
        used(`acme-${n}`, round + n),
        opened(`case-${round}-${n}`),
        linked(`case-${round}-${n}`, `acme-${n}`),
      ];
      for (const event of facts) {
        appended += 1;
        await eventStore.append(`account-${n}`, 'any', [{ id: `id-${appended}`, event, metadata }])();
      }
    }
  };
  const start = (): Promise<Projector> =>
    startProjector(
      { eventStore, store, feed: { publish: () => undefined }, report: () => undefined },
      { projections, reactors: [], beatMs: 3 },
    );
  const isThere = async (): Promise<boolean> => {
    const checkpoints = await Promise.all(
      (await store.live(projections)).map((generation) => store.checkpoints(generationName(generation))),
    );
    return checkpoints.flat().every(({ position }) => position?.commit === BigInt(appended - 1));
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  const rows = () => projections.map((projection) => rowsOf(store, projection));
  return { store, append, start, isThere, rows, pass };
};

describe('the partition of a key', () => {
  it('is one of all, and used about equally', () => {
    const used = new Map<number, number>();
    for (let n = 0; n < 8_000; n++) {
      const partition = partitionOf(`account-${n}`);
      used.set(partition, (used.get(partition) ?? 0) + 1);
    }
    expect([...used.keys()].sort()).toEqual(allPartitions);
    for (const times of used.values()) expect(Math.abs(times - 1_000)).toBeLessThan(200);
  });

  it('never changes', () => {
    expect(['', 'acme', 'case-1', 'ä☃'].map(partitionOf)).toMatchInlineSnapshot(`
      [
        4,
        5,
        2,
        3,
      ]
    `);
  });
});

describe('a fair share', () => {
  it('of every process is all there is, and no partition twice, whoever held what', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }), {
          minLength: PARTITIONS,
          maxLength: PARTITIONS,
        }),
        (processes, holders) => {
          const held = holders.map((holder) => (holder === undefined ? undefined : `p${holder}`));
          const isAlive = (holder: string | undefined) => holder !== undefined && Number(holder.slice(1)) < processes;
          for (let turn = 0; turn < 2; turn++) {
            for (let process = 0; process < processes; process++) {
              const claimable = held.map((holder, partition) => ({ partition, holder, isTaken: isAlive(holder) }));
              const mine = fairShare(claimable, `p${process}`, processes);
              expect(mine.length).toBeLessThanOrEqual(Math.ceil(PARTITIONS / processes));
              for (const partition of allPartitions) {
                if (mine.includes(partition)) held[partition] = `p${process}`;
                else if (held[partition] === `p${process}`) held[partition] = undefined;
              }
            }
          }
          expect(held.every(isAlive)).toBe(true);
        },
      ),
    );
  });
});

describe('processes that share the read models', () => {
  it.each([1, 2, 4, 8])('come to the same rows as one alone: %i of them', async (processes) => {
    const alone = company(12);
    const shared = company(12);
    for (let round = 0; round < 3; round++) {
      await alone.append(round);
      await shared.append(round);
    }
    const one = await alone.start();
    await until(alone.isThere);
    await one.stop();
    const all = await Promise.all(Array.from({ length: processes }, shared.start));
    await shared.append(3);
    await alone.append(3);
    await until(shared.isThere);
    const parts = all.map((projector) => projector.status().reduce((sum, { partitions }) => sum + partitions, 0));
    expect(parts.reduce((a, b) => a + b)).toBeLessThanOrEqual(PARTITIONS * projections.length);
    await Promise.all(all.map((projector) => projector.stop()));
    const again = await alone.start();
    await until(alone.isThere);
    await again.stop();
    expect(shared.rows()).toEqual(alone.rows());
  });

  it('come and go at any moment, and nothing is lost or counted twice', async () => {
    const { append, start, isThere, rows } = company(12);
    const running = [await start()];
    for (let round = 0; round < 8; round++) {
      await append(round);
      running.push(await start());
      if (round % 3 === 2) await running.shift()?.stop();
    }
    await until(isThere);
    await Promise.all(running.map((projector) => projector.stop()));
    const fresh = company(12);
    for (let round = 0; round < 8; round++) await fresh.append(round);
    const one = await fresh.start();
    await until(fresh.isThere);
    await one.stop();
    expect(rows()).toEqual(fresh.rows());
  });

  it('take over from one that is not heard of any more', async () => {
    const { store, append, start, isThere, pass } = company(4);
    await append(0);
    const names = (await store.live(projections)).map(generationName);
    await store.claim(
      'dead',
      names.map((name) => ({ name, partitions: PARTITIONS })),
    );
    const projector = await start();
    pass(10_001);
    await until(isThere);
    expect(projector.status().every(({ partitions }) => partitions === PARTITIONS)).toBe(true);
    await projector.stop();
  });
});
