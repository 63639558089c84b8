import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../application/ports/event-store.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReadStore } from '../../infrastructure/in-memory/read-store.js';
import { type Projector, startProjector } from '../../projections/projector.js';
import { projections } from '../../projections/registry.js';
import { readModelsCheck } from '../../roles/read-models-check.js';

const started = (eventStore: EventStore): Promise<Projector> =>
  startProjector(
    {
      eventStore,
      store: makeInMemoryReadStore(),
      feed: { publish: () => undefined },
      report: () => undefined,
    },
    { projections, reactors: [], beatMs: 5 },
  );

const comesTo = async (projector: Projector, wanted: boolean): Promise<void> => {
  const { isReady } = readModelsCheck(projector);
  await expect.poll(isReady, { interval: 1 }).toBe(wanted);
};

describe('a process that keeps read models', () => {
  it('is ready once its readers run', async () => {
    const projector = await started(inMemoryEventStore());
    await comesTo(projector, true);
    await projector.stop();
  });

  it('is not ready, and does not become so, after a failure that no reader knows how to handle', async () => {
    const eventStore = inMemoryEventStore();
    let fail: (error: Error) => void = () => undefined;
    const projector = await started({
      ...eventStore,
      subscribeToAll: async function* () {
        await new Promise((_, reject) => {
          fail = reject;
        });
      },
    });
    await comesTo(projector, true);
    fail(new Error('unheard of'));
    await comesTo(projector, false);
    await expect(projector.stop()).rejects.toThrow('unheard of');
    await comesTo(projector, false);
  });
});
