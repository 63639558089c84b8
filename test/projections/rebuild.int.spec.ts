import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulatedFacts } from '../../bench/replay/facts.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { connectPostgres } from '../../infrastructure/postgres/connect.js';
import { dumpRows } from '../../infrastructure/postgres/dump-rows.js';
import { makeReadStore } from '../../infrastructure/postgres/read-store.js';
import { startProjector } from '../../projections/projector.js';
import { rebuild } from '../../projections/rebuild.js';
import { projections } from '../../projections/registry.js';
import { freshDatabase } from '../support/services/postgres.js';

describe('a rebuild', () => {
  let db: Knex;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await freshDatabase();
    drop = database.drop;
    db = connectPostgres(database.url);
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  it('gives the rows that following the log gave, restarts and small batches included', async () => {
    const eventStore = inMemoryEventStore();
    const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
    const streams = [...simulatedFacts(4_000, 7)];
    const third = Math.ceil(streams.length / 3);
    for (let restart = 0; restart < 3; restart++) {
      const projector = await startProjector(
        {
          eventStore,
          store: makeReadStore(db, 'live'),
          feed: { publish: () => undefined },
          report: () => undefined,
        },
        { projections, reactors: [] },
      );
      for (const { stream, facts } of streams.slice(restart * third, (restart + 1) * third)) {
        const events = facts.map((event, i) => ({ id: `${stream} ${i} ${restart}`, event, metadata }));
        await eventStore.append(stream, 'any', events)();
        await new Promise((done) => setImmediate(done));
      }
      const head = await eventStore.readHead()();
      const position = head._tag === 'Right' ? `${head.right?.commit}` : '';
      while (projector.status().some((one) => one.position !== position))
        await new Promise((done) => setTimeout(done, 5));
      await projector.stop();
    }
    await rebuild(eventStore, makeReadStore(db, 'fresh'), projections, new AbortController().signal);
    const live = await dumpRows(db, 'live', projections);
    expect(await dumpRows(db, 'fresh', projections)).toEqual(live);
    expect(live.get('trends')?.length).toBeGreaterThan(50);
  });
});
