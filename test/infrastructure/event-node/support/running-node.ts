import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { type EventNodeOptions, serveEventNode } from '../../../../infrastructure/event-node/serve.js';

export type RunningNode = {
  readonly client: EventStoreDBClient;
  readonly file: string;
  readonly port: number;
  readonly newStream: (category?: string) => string;
  /** Stops it, starts it again on the same file, and connects a new client. */
  readonly restart: (meanwhile?: () => void) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A node on a file of its own, and the official client connected to it. */
export const runningNode = async (
  options: Pick<EventNodeOptions, 'now' | 'maximumAppendSize'> = {},
): Promise<RunningNode> => {
  const folder = await mkdtemp(join(tmpdir(), 'event-node-'));
  const file = join(folder, 'events.db');
  let node = await serveEventNode({ ...options, file });
  let client = connect(node.port);
  const stop = async () => {
    await client.dispose();
    await node.stop();
  };
  return {
    get client() {
      return client;
    },
    file,
    get port() {
      return node.port;
    },
    newStream: (category = 'stream') => `${category}-${randomUUID()}`,
    restart: async (meanwhile = () => undefined) => {
      await stop();
      meanwhile();
      node = await serveEventNode({ ...options, file });
      client = connect(node.port);
    },
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const connect = (port: number): EventStoreDBClient =>
  EventStoreDBClient.connectionString`esdb://127.0.0.1:${port}?tls=false`;
