import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { serveEventNode } from '../../../../infrastructure/event-node/serve.js';

export type RunningNode = {
  readonly client: EventStoreDBClient;
  readonly file: string;
  readonly port: number;
  readonly newStream: (category?: string) => string;
  /** Stops and starts it again on the same file and port. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A node on a file of its own, and the official client connected to it. */
export const runningNode = async (options: { readonly now?: () => number } = {}): Promise<RunningNode> => {
  const folder = await mkdtemp(join(tmpdir(), 'event-node-'));
  const file = join(folder, 'events.db');
  let node = await serveEventNode({ ...options, file });
  const client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${node.port}?tls=false`;
  return {
    client,
    file,
    port: node.port,
    newStream: (category = 'stream') => `${category}-${randomUUID()}`,
    restart: async () => {
      const { port } = node;
      await node.stop();
      node = await serveEventNode({ ...options, file, port });
    },
    stop: async () => {
      await client.dispose();
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
