import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client';
import { MonitoringClient } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import pb from '@eventstore/db-client/generated/monitoring_pb.js';
import { credentials, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventNode, startEventNode } from '../../../infrastructure/event-node/start.js';
import { collect, rejectionOf, take, typesOf } from './support/collect.js';
import { events } from './support/events.js';

let folder: string;
let node: EventNode;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-node-'));
  node = await startEventNode({ file: join(folder, 'deep', 'events.db'), port: 0 });
});
afterEach(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a client connects by the connection string', async () => {
  const client = EventStoreDBClient.connectionString(node.connectionString);
  await client.appendToStream('account-1', events('a'));
  expect(typesOf(await collect(client.readStream('account-1')))).toEqual(['a']);
  await client.dispose();
});

test('a client that discovers a cluster finds this one leader', async () => {
  const client = EventStoreDBClient.connectionString`esdb+discover://127.0.0.1:${node.port}?tls=false&maxDiscoverAttempts=1`;
  await client.appendToStream('account-1', events('a'));
  expect(typesOf(await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })))).toEqual([
    'a',
  ]);
  await client.dispose();
});

test('what the node does not do is answered as such', async () => {
  const monitoring = new MonitoringClient(`127.0.0.1:${node.port}`, credentials.createInsecure());
  const error = await rejectionOf(collect(monitoring.stats(new pb.StatsReq())));
  monitoring.close();
  expect(error).toMatchObject({ code: status.UNIMPLEMENTED, details: expect.stringContaining('Stats') });
});

describe('stopping', () => {
  test('cancels subscriptions', async () => {
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const subscription = client.subscribeToAll();
    const waiting = rejectionOf(take(1, subscription));
    await once(subscription, 'caughtUp');
    await node.stop();
    expect(await waiting).toMatchObject({ code: status.CANCELLED });
    await client.dispose();
    node = await startEventNode({ file: join(folder, 'deep', 'events.db') });
  });

  test('frees the file and the port', async () => {
    const { port } = node;
    await Promise.all([node.stop(), node.stop()]);
    await node.stop();
    node = await startEventNode({ file: join(folder, 'deep', 'events.db'), port });
    expect(node.port).toBe(port);
  });
});

test('a port that is taken is refused', async () => {
  const second = startEventNode({ file: join(folder, 'second.db'), port: node.port });
  expect(String(await rejectionOf(second))).toContain(String(node.port));
  const third = await startEventNode({ file: join(folder, 'second.db') });
  await third.stop();
});
