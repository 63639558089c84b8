import { randomUUID } from 'node:crypto';
import {
  AccessDeniedError,
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  type EventStoreDBClient,
  START,
  persistentSubscriptionToStreamSettingsFromDefaults as streamSettings,
} from '@eventstore/db-client';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb.js';
import pb from '@eventstore/db-client/generated/users_pb.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rejectionOf } from './support/collect.js';
import { consuming } from './support/consuming.js';
import { events } from './support/events.js';
import { ADMIN, answerOf, loginMetadata, OPS, type SecureNode, secureNode } from './support/secure-node.js';

const ADA = ['ada', 'lovelace'] as const;
const GROUP = 'readers';

let node: SecureNode;
let ada: EventStoreDBClient;
let ops: EventStoreDBClient;
let admin: EventStoreDBClient;
beforeAll(async () => {
  node = await secureNode();
  const options = new pb.CreateReq.Options().setLoginName('ada').setPassword('lovelace').setGroupsList(['analysts']);
  const users = node.stub(UsersClient);
  await answerOf((respond) => users.create(new pb.CreateReq().setOptions(options), loginMetadata(ADMIN), respond));
  [ada, ops, admin] = [node.client(ADA), node.client(OPS), node.client(ADMIN)];
});
afterAll(() => node.stop());

const groupOn = async (stream: string): Promise<string> => {
  await admin.appendToStream(stream, events('a'));
  await ops.createPersistentSubscriptionToStream(stream, GROUP, streamSettings({ startFrom: START }));
  return stream;
};

test('operators manage groups, others may not', async () => {
  const stream = await groupOn(`account-${randomUUID()}`);
  const managing: ReadonlyArray<(client: EventStoreDBClient) => Promise<unknown>> = [
    (client) => client.updatePersistentSubscriptionToStream(stream, GROUP, streamSettings()),
    (client) => client.getPersistentSubscriptionToStreamInfo(stream, GROUP),
    (client) => client.listPersistentSubscriptionsToStream(stream),
    (client) => client.listAllPersistentSubscriptions(),
    (client) => client.replayParkedMessagesToStream(stream, GROUP),
    (client) => client.restartPersistentSubscriptionSubsystem(),
    (client) => client.createPersistentSubscriptionToAll(randomUUID(), allSettings()),
    (client) => client.createPersistentSubscriptionToStream(stream, randomUUID(), streamSettings()),
    (client) => client.deletePersistentSubscriptionToStream(stream, GROUP),
  ];
  for (const manage of managing) {
    expect(await rejectionOf(manage(ada))).toBeInstanceOf(AccessDeniedError);
    await manage(ops);
  }
});

test('who may read the stream may consume it, by name', async () => {
  const stream = await groupOn(`account-${randomUUID()}`);
  expect(await consuming(ada.subscribeToPersistentSubscriptionToStream(stream, GROUP)).until(1)).toEqual(['a#0']);
  const { connections } = await ops.getPersistentSubscriptionToStreamInfo(stream, GROUP);
  expect(connections).toMatchObject([{ username: 'ada', connectionName: ada.connectionName }]);
});

test('who may not read it is refused before it is said whether the group exists', async () => {
  const stream = await groupOn(`account-${randomUUID()}`);
  await admin.setStreamMetadata(stream, { acl: { readRoles: ['$admins'] } });
  for (const group of [GROUP, 'no-such-group']) {
    const { failure } = consuming(ada.subscribeToPersistentSubscriptionToStream(stream, group));
    expect(await failure).toBeInstanceOf(AccessDeniedError);
  }
});

test('all events are for admins', async () => {
  await ops.createPersistentSubscriptionToAll(GROUP, allSettings({ startFrom: START }));
  expect(await consuming(ada.subscribeToPersistentSubscriptionToAll(GROUP)).failure).toBeInstanceOf(AccessDeniedError);
  expect(await consuming(admin.subscribeToPersistentSubscriptionToAll(GROUP)).until(1)).toHaveLength(1);
});
