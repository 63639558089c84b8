import { randomUUID } from 'node:crypto';
import { AccessDeniedError, type EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb.js';
import pb from '@eventstore/db-client/generated/users_pb.js';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, rejectionOf, take, typesOf } from './support/collect.js';
import { events } from './support/events.js';
import { ADMIN, answerOf, loginMetadata, OPS, type SecureNode, secureNode } from './support/secure-node.js';

const ADA = ['ada', 'lovelace'] as const;
const BOB = ['bob', 'builder'] as const;

let node: SecureNode;
let admin: EventStoreDBClient;
let ada: EventStoreDBClient;
let bob: EventStoreDBClient;
let anonymous: EventStoreDBClient;
beforeAll(async () => {
  node = await secureNode();
  admin = node.client(ADMIN);
  const users = node.stub(UsersClient);
  for (const [loginName, password] of [ADA, BOB]) {
    const options = new pb.CreateReq.Options()
      .setLoginName(loginName)
      .setPassword(password)
      .setGroupsList(['analysts']);
    await answerOf((respond) => users.create(new pb.CreateReq().setOptions(options), loginMetadata(ADMIN), respond));
  }
  [ada, bob, anonymous] = [node.client(ADA), node.client(BOB), node.client()];
});
afterAll(() => node.stop());

const newStream = () => `account-${randomUUID()}`;

const restricted = async (acl: Parameters<EventStoreDBClient['setStreamMetadata']>[1]['acl']): Promise<string> => {
  const stream = newStream();
  await admin.appendToStream(stream, events('a', 'b'));
  await admin.setStreamMetadata(stream, { ...(acl && { acl }) });
  return stream;
};

/** Credentials in the call make the client choose the unary append. */
const unaryAs = ([username, password]: readonly [string, string]) => ({ credentials: { username, password } });

test('who may read a stream may read and follow it, nobody else', async () => {
  const stream = await restricted({ readRoles: ['ada'] });
  expect(typesOf(await collect(ada.readStream(stream)))).toEqual(['a', 'b']);
  expect(typesOf(await take(2, ada.subscribeToStream(stream, { fromRevision: START })))).toEqual(['a', 'b']);
  expect(await rejectionOf(collect(bob.readStream(stream)))).toBeInstanceOf(AccessDeniedError);
  expect(await rejectionOf(collect(bob.readStream(stream, { direction: 'backwards' })))).toBeInstanceOf(
    AccessDeniedError,
  );
  expect(await rejectionOf(take(1, bob.subscribeToStream(stream)))).toBeInstanceOf(AccessDeniedError);
});

test('who may write to a stream may append to it, in batches and alone, nobody else', async () => {
  const stream = await restricted({ writeRoles: ['ada'] });
  await ada.appendToStream(stream, events('c'));
  await ada.appendToStream(stream, events('d'), unaryAs(ADA));
  const [inBatch, alone] = [
    bob.appendToStream(stream, events('e')),
    bob.appendToStream(stream, events('e'), unaryAs(BOB)),
  ];
  expect(await rejectionOf(inBatch)).toBeInstanceOf(AccessDeniedError);
  expect(await rejectionOf(alone)).toBeInstanceOf(AccessDeniedError);
  expect(typesOf(await collect(bob.readStream(stream)))).toEqual(['a', 'b', 'c', 'd']);
});

test('a refused batch leaves the others of its call', async () => {
  const stream = await restricted({ writeRoles: ['ada'] });
  const open = newStream();
  const [refused] = await Promise.allSettled([
    bob.appendToStream(stream, events('c')),
    bob.appendToStream(open, events('a')),
  ]);
  expect(refused.status).toBe('rejected');
  expect(typesOf(await collect(bob.readStream(open)))).toEqual(['a']);
});

test('who may delete a stream may delete it for a while or for ever, nobody else', async () => {
  const stream = await restricted({ deleteRoles: ['ada'] });
  expect(await rejectionOf(bob.deleteStream(stream))).toBeInstanceOf(AccessDeniedError);
  expect(await rejectionOf(bob.tombstoneStream(stream))).toBeInstanceOf(AccessDeniedError);
  await ada.deleteStream(stream);
  await ada.tombstoneStream(await restricted({ deleteRoles: ['analysts'] }));
});

test('metadata has its own roles', async () => {
  const stream = await restricted({ metaReadRoles: ['ada'], metaWriteRoles: ['ada'] });
  expect((await ada.getStreamMetadata(stream)).metadata?.acl?.metaReadRoles).toEqual(['ada']);
  expect(await rejectionOf(bob.getStreamMetadata(stream))).toBeInstanceOf(AccessDeniedError);
  expect(await rejectionOf(bob.setStreamMetadata(stream, {}))).toBeInstanceOf(AccessDeniedError);
  await ada.setStreamMetadata(stream, { maxCount: 1 });
  expect((await bob.getStreamMetadata(stream)).metadata?.maxCount).toBe(1);
});

test('the events of users are open to all users, those of the system and $all to admins', async () => {
  const stream = newStream();
  await ada.appendToStream(stream, events('a'));
  expect(await collect(bob.readStream(stream))).toHaveLength(1);
  expect(await rejectionOf(collect(ada.readAll({ maxCount: 1 })))).toBeInstanceOf(AccessDeniedError);
  expect(await rejectionOf(take(1, ada.subscribeToAll()))).toBeInstanceOf(AccessDeniedError);
  expect(await rejectionOf(collect(ada.readStream('$users')))).toBeInstanceOf(AccessDeniedError);
  expect(await collect(admin.readAll({ maxCount: 1 }))).toHaveLength(1);
  await admin.setStreamMetadata('$all', { acl: { readRoles: ['ada'] } });
  expect(await collect(ada.readAll({ maxCount: 1 }))).toHaveLength(1);
  expect(await rejectionOf(collect(bob.readAll({ maxCount: 1 })))).toBeInstanceOf(AccessDeniedError);
});

test('settings change what streams without a list allow, at once', async () => {
  const stream = newStream();
  await ada.appendToStream(stream, events('a'));
  const settings = (data: object) =>
    admin.appendToStream('$settings', jsonEvent({ type: '$settings', data: { ...data } }));
  await settings({ $userStreamAcl: { $r: 'ada' }, $systemStreamAcl: { $r: ['$admins', 'bob'] } });
  expect(await collect(ada.readStream(stream))).toHaveLength(1);
  expect(await rejectionOf(collect(bob.readStream(stream)))).toBeInstanceOf(AccessDeniedError);
  expect(await collect(bob.readStream('$users'))).not.toHaveLength(0);
  await settings({ $userStreamAcl: { $r: 7 } });
  expect(await collect(bob.readStream(stream))).toHaveLength(1);
  expect(await rejectionOf(collect(bob.readStream('$users')))).toBeInstanceOf(AccessDeniedError);
});

describe('a login', () => {
  test('may be missing, and then nothing is allowed', async () => {
    const stream = newStream();
    await ada.appendToStream(stream, events('a'));
    expect(await rejectionOf(collect(anonymous.readStream(stream)))).toBeInstanceOf(AccessDeniedError);
    expect(await rejectionOf(anonymous.appendToStream(stream, events('b')))).toBeInstanceOf(AccessDeniedError);
    expect(await rejectionOf(anonymous.deleteStream(stream))).toBeInstanceOf(AccessDeniedError);
  });

  test('that is wrong ends the call as not authenticated', async () => {
    const wrong = [
      ['ada', 'byron'],
      ['nobody', 'lovelace'],
      ['ada', ''],
    ] as const;
    for (const login of wrong) {
      const client = node.client(login);
      for (const call of [
        () => client.appendToStream('account-1', events('a')),
        () => client.appendToStream('account-1', events('a'), unaryAs(login)),
        () => collect(client.readStream('account-1')),
        () => client.deleteStream('account-1'),
      ]) {
        expect(await rejectionOf(call())).toMatchObject({ code: status.UNAUTHENTICATED });
      }
    }
  });

  test('that is not one ends the call as not authenticated', async () => {
    const metadata = loginMetadata();
    metadata.set('authorization', 'Bearer token');
    const call = node.stub(StreamsClient).batchAppend(metadata);
    const failed = new Promise((resolve) => call.on('error', resolve));
    expect(await failed).toMatchObject({ code: status.UNAUTHENTICATED });
  });
});

test('operators are no admins of streams', async () => {
  expect(await rejectionOf(collect(node.client(OPS).readStream('$users')))).toBeInstanceOf(AccessDeniedError);
});
