import { AccessDeniedError } from '@eventstore/db-client';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb.js';
import pb from '@eventstore/db-client/generated/users_pb.js';
import { type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, rejectionOf } from './support/collect.js';
import { events } from './support/events.js';
import { ADMIN, answerOf, loginMetadata, OPS, type SecureNode, secureNode } from './support/secure-node.js';

type Login = readonly [loginName: string, password: string];

let node: SecureNode;
let users: UsersClient;
beforeAll(async () => {
  node = await secureNode();
  users = node.stub(UsersClient);
});
afterAll(() => node.stop());

const create = (loginName: string, password: string, as: Login | undefined = ADMIN, groups: Array<string> = []) => {
  const options = new pb.CreateReq.Options()
    .setLoginName(loginName)
    .setPassword(password)
    .setFullName(`${loginName} of Treering`)
    .setGroupsList(groups);
  return answerOf((respond) => users.create(new pb.CreateReq().setOptions(options), loginMetadata(as), respond));
};
const update = (loginName: string, fullName: string, groups: Array<string>, as: Login = ADMIN) => {
  const options = new pb.UpdateReq.Options().setLoginName(loginName).setFullName(fullName).setGroupsList(groups);
  return answerOf((respond) => users.update(new pb.UpdateReq().setOptions(options), loginMetadata(as), respond));
};
const remove = (loginName: string, as: Login = ADMIN) => {
  const request = new pb.DeleteReq().setOptions(new pb.DeleteReq.Options().setLoginName(loginName));
  return answerOf((respond) => users.delete(request, loginMetadata(as), respond));
};
const disable = (loginName: string, as: Login = ADMIN) => {
  const request = new pb.DisableReq().setOptions(new pb.DisableReq.Options().setLoginName(loginName));
  return answerOf((respond) => users.disable(request, loginMetadata(as), respond));
};
const enable = (loginName: string, as: Login = ADMIN) => {
  const request = new pb.EnableReq().setOptions(new pb.EnableReq.Options().setLoginName(loginName));
  return answerOf((respond) => users.enable(request, loginMetadata(as), respond));
};
const changePassword = (loginName: string, current: string, next: string, as: Login) => {
  const options = new pb.ChangePasswordReq.Options()
    .setLoginName(loginName)
    .setCurrentPassword(current)
    .setNewPassword(next);
  const request = new pb.ChangePasswordReq().setOptions(options);
  return answerOf((respond) => users.changePassword(request, loginMetadata(as), respond));
};
const resetPassword = (loginName: string, next: string, as: Login = ADMIN) => {
  const options = new pb.ResetPasswordReq.Options().setLoginName(loginName).setNewPassword(next);
  const request = new pb.ResetPasswordReq().setOptions(options);
  return answerOf((respond) => users.resetPassword(request, loginMetadata(as), respond));
};
const details = async (loginName: string | undefined, as: Login | undefined = ADMIN) => {
  const options = new pb.DetailsReq.Options();
  if (loginName !== undefined) options.setLoginName(loginName);
  const call = users.details(new pb.DetailsReq().setOptions(options), loginMetadata(as));
  const responses = await collect<InstanceType<typeof pb.DetailsResp>>(call);
  return responses.map((response) => response.getUserDetails()?.toObject());
};

const isWelcome = (login: Login) =>
  details(login[0], login).then(
    () => true,
    () => false,
  );

const failureOf = async (call: Promise<unknown>) => {
  const { code, metadata } = (await rejectionOf(call)) as ServiceError;
  return { code, exception: metadata.get('exception')[0], loginName: metadata.get('login-name')[0] };
};
const denied = { code: status.PERMISSION_DENIED, exception: 'access-denied' };

test('a new log has an admin and an operator', async () => {
  expect(await details(undefined)).toMatchObject([
    { loginName: 'admin', groupsList: ['$admins'], disabled: false },
    { loginName: 'ops', groupsList: ['$ops'], disabled: false },
  ]);
  expect(await isWelcome(OPS)).toBe(true);
});

test('the first passwords can be given, and a log that exists keeps its own', async () => {
  const other = await secureNode({ initialPasswords: { admin: 'oak', ops: 'elm' } });
  const read = (login: Login) => collect(other.client(login).readAll({ maxCount: 1 }));
  expect(await read(['admin', 'oak'])).toHaveLength(1);
  expect(await rejectionOf(read(ADMIN))).toMatchObject({ code: status.UNAUTHENTICATED });
  await other.restart();
  expect(await read(['admin', 'oak'])).toHaveLength(1);
  await other.stop();
});

test('the life of a user', async () => {
  await create('ada', 'lovelace', ADMIN, ['analysts']);
  expect(await isWelcome(['ada', 'lovelace'])).toBe(true);
  expect(await details('ada', ['ada', 'lovelace'])).toMatchObject([
    { loginName: 'ada', fullName: 'ada of Treering', groupsList: ['analysts'], disabled: false },
  ]);

  await update('ada', 'Ada King', ['analysts', '$admins']);
  expect(await details(undefined, ['ada', 'lovelace'])).toContainEqual(
    expect.objectContaining({ fullName: 'Ada King', groupsList: ['analysts', '$admins'] }),
  );

  await changePassword('ada', 'lovelace', 'byron', ['ada', 'lovelace']);
  expect(await isWelcome(['ada', 'lovelace'])).toBe(false);
  expect(await isWelcome(['ada', 'byron'])).toBe(true);

  await resetPassword('ada', 'king');
  expect(await isWelcome(['ada', 'byron'])).toBe(false);

  await disable('ada');
  expect(await isWelcome(['ada', 'king'])).toBe(false);
  await enable('ada');
  expect(await isWelcome(['ada', 'king'])).toBe(true);

  await remove('ada');
  expect(await isWelcome(['ada', 'king'])).toBe(false);
  await create('ada', 'again');
  expect(await isWelcome(['ada', 'king'])).toBe(false);
  expect(await isWelcome(['ada', 'again'])).toBe(true);
  expect((await details(undefined)).filter((user) => user?.loginName === 'ada')).toHaveLength(1);
});

test('users outlive a restart', async () => {
  await create('grace', 'hopper');
  await node.restart();
  users = node.stub(UsersClient);
  expect(await isWelcome(['grace', 'hopper'])).toBe(true);
});

test('no password is in the log', async () => {
  await create('eve', 'a very secret word');
  const log = await collect(node.client(ADMIN).readAll());
  expect(log.some(({ event }) => event?.streamId === '$user-eve')).toBe(true);
  const dump = log.map(({ event }) => JSON.stringify(event?.data)).join();
  expect(dump).not.toContain('a very secret word');
  expect(dump).not.toContain('changeit');
});

describe('refused', () => {
  beforeAll(() => create('mallory', 'malice'));
  const MALLORY = ['mallory', 'malice'] as const;

  test('to create a user that exists, unless with its password', async () => {
    const conflict = { code: status.FAILED_PRECONDITION, exception: 'user-conflict', loginName: 'mallory' };
    expect(await failureOf(create('mallory', 'other'))).toEqual(conflict);
    await create('mallory', 'malice');
  });

  test('to change or show one that does not', async () => {
    const missing = { code: status.NOT_FOUND, exception: 'user-not-found', loginName: 'nobody' };
    const calls = [
      () => update('nobody', '', []),
      () => remove('nobody'),
      () => disable('nobody'),
      () => enable('nobody'),
      () => resetPassword('nobody', 'x'),
      () => details('nobody'),
    ];
    for (const call of calls) expect(await failureOf(call())).toEqual(missing);
  });

  test('to anyone but admins', async () => {
    const calls = [
      () => create('another', 'x', MALLORY),
      () => update('mallory', 'Mallory', ['$admins'], MALLORY),
      () => remove('mallory', MALLORY),
      () => disable('ops', MALLORY),
      () => enable('mallory', MALLORY),
      () => resetPassword('admin', 'x', MALLORY),
      () => details('admin', MALLORY),
      () => details(undefined, MALLORY),
      () => update('mallory', 'Mallory', [], OPS),
    ];
    for (const call of calls) expect(await failureOf(call())).toMatchObject(denied);
  });

  test('to change the password of another, or without the current one', async () => {
    expect(await failureOf(changePassword('ops', 'changeit', 'x', MALLORY))).toMatchObject(denied);
    expect(await failureOf(changePassword('ops', 'changeit', 'x', ADMIN))).toMatchObject(denied);
    expect(await failureOf(changePassword('mallory', 'wrong', 'x', MALLORY))).toMatchObject(denied);
  });

  test('without a login name', async () => {
    expect(await failureOf(create(' ', 'x'))).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  test('to write what users are, but to admins', async () => {
    const forging = node.client(MALLORY).appendToStream('$user-mallory', events('$UserUpdated'));
    expect(await rejectionOf(forging)).toBeInstanceOf(AccessDeniedError);
  });
});
