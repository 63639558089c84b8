import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import type { Knex } from 'knex';
import type { EventStore } from '../../application/ports/event-store.js';
import { categories } from '../../domain/catalogue.js';
import { makeReadStore } from '../../infrastructure/postgres/read-store.js';
import type { Projection } from '../../projections/projection.js';
import { startProjector } from '../../projections/projector.js';

/** Seconds the official client takes to read so many events of our streams, doing nothing with them. */
export const clientAlone = async (connectionString: string, events: number): Promise<number> => {
  const client = EventStoreDBClient.connectionString(connectionString);
  const prefixes = categories.map((category) => `${category}-`);
  const startedAt = performance.now();
  let seen = 0;
  const subscription = client.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ prefixes }) });
  await new Promise<void>((done, fail) => {
    subscription.on('error', fail).on('data', () => {
      seen += 1;
      if (seen === events) done();
    });
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await subscription.unsubscribe();
  await client.dispose();
  return seconds;
};

/** Seconds until these read models, starting from nothing, have caught up with the log. */
export const intoReadModels = async (
  eventStore: EventStore,
  db: Knex,
  schema: string,
  projections: ReadonlyArray<Projection>,
): Promise<number> => {
  const startedAt = performance.now();
  const waiting = new Set(projections.map(({ name }) => name));
  let succeed: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const caughtUp = new Promise<void>((done, failed) => {
    succeed = done;
    fail = failed;
  });
  const projector = await startProjector(
    {
      eventStore,
      store: makeReadStore(db, schema),
      feed: { publish: () => undefined },
      report: (report) => {
        if (report._tag === 'CaughtUp') {
          waiting.delete(report.reader);
          if (waiting.size === 0) succeed();
        } else fail(new Error(JSON.stringify(report)));
      },
    },
    { projections, reactors: [] },
  );
  await caughtUp;
  const seconds = (performance.now() - startedAt) / 1000;
  await projector.stop();
  return seconds;
};
