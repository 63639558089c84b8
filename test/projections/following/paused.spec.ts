import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { PARTITIONS } from '../../../projections/partitions.js';
import { type Projector, startProjector } from '../../../projections/projector.js';
import type { ReadStore } from '../../../projections/read-store.js';
import { trendsProjection } from '../../../projections/trends/evolve.js';
import { fact } from '../../support/fact.js';
import { projected, rowsOf } from '../../support/given-projection.js';

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; !isSo(); turns++) {
    if (turns > 3_000) throw new Error('it never came to that');
    await new Promise((done) => setTimeout(done, 1));
  }
};

/** A store as a process sees it that can be paused in the middle of a commit, like a machine that sleeps. */
const pausable = (store: ReadStore) => {
  let gate: Promise<void> | undefined;
  let open: () => void = () => undefined;
  let commitsWaiting = 0;
  const outcomes: Array<'committed' | 'lost'> = [];
  return {
    pause: (): void => {
      gate = new Promise((done) => {
        open = done;
      });
    },
    wakeUp: (): void => {
      gate = undefined;
      open();
    },
    commitsWaiting: () => commitsWaiting,
    /** Of commits that were under way when it fell asleep. */
    outcomes: () => outcomes,
    store: {
      ...store,
      claim: async (...claim) => {
        await gate;
        return store.claim(...claim);
      },
      commit: async (...commit) => {
        const slept = gate !== undefined;
        if (slept) commitsWaiting += 1;
        await gate;
        const outcome = await store.commit(...commit);
        if (slept) outcomes.push(outcome);
        return outcome;
      },
    } satisfies ReadStore,
  };
};

describe('a projector that sleeps longer than its lease', () => {
  it('writes nothing of what another has taken over when it wakes up, and goes on with what it is given', async () => {
    let now = 0;
    const eventStore = inMemoryEventStore();
    const shared = makeInMemoryReadStore(() => now);
    const sleeper = pausable(shared);
    const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
    const append = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n++) {
        const about = {
          accountId: `acme-${n % 9}`,
          occurredAt: '2026-03-02T10:00:00Z',
          metric: 'events',
          feature: 'reports',
        };
        const window = { start: '2026-03-02T00:00:00Z', end: `2026-03-02T23:${10 + (n % 49)}:59Z` };
        const event = fact('UsageRecorded', { ...about, window, quantity: n });
        await eventStore.append(`usage-${n % 9}-202603`, 'any', [{ id: `id-${n}`, event, metadata }])();
      }
    };
    const start = (store: ReadStore): Promise<Projector> =>
      startProjector(
        { eventStore, store, feed: { publish: () => undefined }, report: () => undefined },
        { projections: [trendsProjection], reactors: [], beatMs: 3 },
      );
    const isAt = (projectors: ReadonlyArray<Projector>, place: number): boolean => {
      const readers = projectors.flatMap((projector) => projector.status()).filter(({ state }) => state === 'running');
      const held = readers.reduce((sum, { partitions }) => sum + partitions, 0);
      return held === PARTITIONS && readers.every(({ position }) => position === `${place}`);
    };

    const first = await start(sleeper.store);
    await append(0, 20);
    await until(() => isAt([first], 19));
    sleeper.pause();
    await append(20, 40);
    await until(() => sleeper.commitsWaiting() > 0);
    now += 10_001;
    const second = await start(shared);
    await until(() => isAt([second], 39));
    sleeper.wakeUp();
    await until(() => sleeper.outcomes().length > 0);
    expect(new Set(sleeper.outcomes())).toEqual(new Set(['lost']));
    await append(40, 60);
    await until(() => isAt([first, second], 59));
    expect(first.status().some(({ state }) => state === 'running')).toBe(true);
    await Promise.all([first.stop(), second.stop()]);

    const log = [];
    for await (const { events } of eventStore.subscribeToAll({
      after: undefined,
      signal: new AbortController().signal,
    })) {
      log.push(...events);
      if (log.length === 60) break;
    }
    expect(rowsOf(shared, trendsProjection)).toEqual(await projected(trendsProjection, log));
  });
});
