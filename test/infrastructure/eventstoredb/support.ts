import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { categories } from '../../../domain/catalogue.js';
import { startEventNode } from '../../../infrastructure/event-node/start.js';
import { makeEventStore } from '../../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import type { EventLogUnderTest } from '../../contracts/event-store.contract.js';

/** An embedded node on a file of its own. */
export const startNode = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-log-'));
  const file = join(folder, 'log.sqlite');
  let node = await startEventNode({ file, port: 0 });
  const { port, connectionString } = node;
  return {
    port,
    connectionString,
    stop: () => node.stop(),
    startAgain: async () => {
      node = await startEventNode({ file, port });
    },
    remove: async () => {
      await node.stop();
      await rm(folder, { recursive: true });
    },
  };
};

export const startLog = async (make = makeEventStore): Promise<EventLogUnderTest> => {
  const node = await startNode();
  const keys = makeInMemorySubjectKeys();
  const { connectionString } = node;
  const store = make({ connectionString, subjectKeys: keys, categories });
  const client = EventStoreDBClient.connectionString(connectionString);
  return {
    store,
    keys,
    appendRaw: async (streamName, { type, data, metadata }) => {
      const event = jsonEvent({ type, data: data as string, metadata: metadata as object });
      await client.appendToStream(streamName, event);
    },
    close: async () => {
      await store.close();
      await client.dispose();
      await node.remove();
    },
  };
};
