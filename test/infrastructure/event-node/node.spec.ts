import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import pb from '@eventstore/db-client/generated/operations_pb.js';
import { credentials, type ServiceError, status } from '@grpc/grpc-js';
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
  const operations = new OperationsClient(`127.0.0.1:${node.port}`, credentials.createInsecure());
  const error = await new Promise<ServiceError | null>((resolve) =>
    operations.startScavenge(new pb.StartScavengeReq(), (failure) => resolve(failure)),
  );
  operations.close();
  expect(error?.code).toBe(status.UNIMPLEMENTED);
  expect(error?.details).toContain('StartScavenge');

  const client = EventStoreDBClient.connectionString(node.connectionString);
  const creating = client.createPersistentSubscriptionToStream(
    'account-1',
    'group',
    persistentSubscriptionToStreamSettingsFromDefaults(),
  );
  expect(await rejectionOf(creating)).toMatchObject({ code: status.UNIMPLEMENTED });
  await client.dispose();
});

describe('stopping', () => {
  test('ends subscriptions as unavailable', async () => {
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const subscription = client.subscribeToAll();
    const waiting = rejectionOf(take(1, subscription));
    await once(subscription, 'caughtUp');
    await node.stop();
    expect(await waiting).toMatchObject({ code: status.UNAVAILABLE });
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
