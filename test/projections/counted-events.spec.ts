import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReadStore } from '../../infrastructure/in-memory/read-store.js';
import { generationName } from '../../projections/generation.js';
import { PARTITIONS } from '../../projections/partitions.js';
import { startProjector } from '../../projections/projector.js';
import { projections } from '../../projections/registry.js';
import { fact } from '../support/fact.js';

const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };

const log = () => {
  const eventStore = inMemoryEventStore();
  let appended = 0;
  const append = async (events: number): Promise<void> => {
    for (let n = 0; n < events; n++) {
      const event = fact('CaseOpened', {
        caseId: `case-${appended}`,
        occurredAt: '2026-03-02T10:00:00Z',
        channel: 'ticket',
      });
      await eventStore.append(`supportcase-${appended % 20}`, 'any', [{ id: `id-${appended}`, event, metadata }])();
      appended += 1;
    }
  };
  return { eventStore, append, appended: () => appended };
};

describe('the events a checkpoint counts', () => {
  it('are all of the log, whoever read them, in however many processes, one after another or together', async () => {
    const { eventStore, append, appended } = log();
    let now = 0;
    const store = makeInMemoryReadStore(() => now);
    const start = () =>
      startProjector(
        { eventStore, store, feed: { publish: () => undefined }, report: () => undefined },
        { projections, reactors: [], beatMs: 3 },
      );
    const counted = async () => {
      const generations = await store.live(projections);
      const checkpoints = await Promise.all(
        generations.map((generation) => store.checkpoints(generationName(generation))),
      );
      return checkpoints.flat().map(({ events }) => events);
    };
    const untilAllIsCounted = async (): Promise<void> => {
      const all = Array.from({ length: PARTITIONS * projections.length }, appended);
      await expect.poll(counted, { timeout: 20_000, interval: 5 }).toEqual(all);
    };
    await append(50);
    const alone = await start();
    await untilAllIsCounted();
    const others = await Promise.all([start(), start()]);
    await append(30);
    await untilAllIsCounted();
    await alone.stop();
    await append(40);
    now += 60_000;
    await untilAllIsCounted();
    for (const other of others) await other.stop();
    await append(7);
    const again = await start();
    await untilAllIsCounted();
    await again.stop();
  });
});
