import { describe, expect, test } from 'vitest';
import {
  type AccessControlList,
  accessControlListOf,
} from '../../../infrastructure/event-node/access/access-control-list.js';
import { anonymous, type Principal, unrestricted } from '../../../infrastructure/event-node/access/principal.js';
import { type DefaultAccess, mayAccess } from '../../../infrastructure/event-node/access/stream-access.js';

const user = (loginName: string, ...groups: ReadonlyArray<string>): Principal => ({
  loginName,
  roles: new Set([loginName, ...groups]),
});
const admin = user('root', '$admins');
const ada = user('ada', 'analysts');

type Given = {
  readonly lists?: Readonly<Record<string, AccessControlList>>;
  readonly defaults?: DefaultAccess;
};

const may = (
  principal: Principal,
  action: 'read' | 'write' | 'delete',
  streamName: string,
  { lists = {}, defaults = {} }: Given = {},
) => mayAccess(principal, action, streamName, { ofStream: (name) => lists[name], defaults: () => defaults });

const actions = ['read', 'write', 'delete'] as const;

describe('without any list', () => {
  test.each(actions)('every user may %s a stream of users, and only admins one of the system', (action) => {
    expect(may(ada, action, 'account-1')).toBe(true);
    expect(may(ada, action, '$projections')).toBe(false);
    expect(may(admin, action, '$projections')).toBe(true);
    expect(may(user('admin'), action, '$projections')).toBe(true);
  });
  test.each(actions)('anonymous callers may not %s anything', (action) => {
    expect(may(anonymous, action, 'account-1')).toBe(false);
    expect(may(anonymous, action, '$$account-1')).toBe(false);
  });
  test.each(actions)('callers of a node without users may %s everything', (action) => {
    expect(may(unrestricted, action, '$projections')).toBe(true);
  });
  test('$all is read by admins, and written and deleted by nobody', () => {
    expect(may(ada, 'read', '$all')).toBe(false);
    expect(may(admin, 'read', '$all')).toBe(true);
    expect(may(admin, 'write', '$all')).toBe(false);
    expect(may(admin, 'delete', '$all')).toBe(false);
  });
  test('metadata is as open as its stream, and never deleted', () => {
    expect(may(ada, 'read', '$$account-1')).toBe(true);
    expect(may(ada, 'write', '$$account-1')).toBe(true);
    expect(may(ada, 'read', '$$$projections')).toBe(false);
    expect(may(admin, 'write', '$$$projections')).toBe(true);
    expect(may(admin, 'delete', '$$account-1')).toBe(false);
  });
});

describe('the list of a stream', () => {
  const given = (list: AccessControlList): Given => ({ lists: { 'account-1': list } });

  test.each(actions)('says who may %s it, by name or by group, admins always', (action) => {
    expect(may(ada, action, 'account-1', given({ [action]: ['ada'] }))).toBe(true);
    expect(may(ada, action, 'account-1', given({ [action]: ['analysts', 'bob'] }))).toBe(true);
    expect(may(ada, action, 'account-1', given({ [action]: ['bob'] }))).toBe(false);
    expect(may(ada, action, 'account-1', given({ [action]: [] }))).toBe(false);
    expect(may(admin, action, 'account-1', given({ [action]: [] }))).toBe(true);
  });
  test('leaves what it does not name to the defaults', () => {
    expect(may(ada, 'write', 'account-1', given({ read: ['bob'] }))).toBe(true);
  });
  test('has actions of its own for metadata', () => {
    const list = given({ read: ['ada'], readMetadata: ['bob'], writeMetadata: ['ada'] });
    expect(may(ada, 'read', '$$account-1', list)).toBe(false);
    expect(may(user('bob'), 'read', '$$account-1', list)).toBe(true);
    expect(may(ada, 'write', '$$account-1', list)).toBe(true);
    expect(may(user('bob'), 'write', '$$account-1', list)).toBe(false);
  });
  test('opens a system stream to those it names, $all to everybody who is known', () => {
    const given: Given = { lists: { $streams: { read: ['analysts'] }, $ce: { read: ['$all'] } } };
    expect(may(ada, 'read', '$streams', given)).toBe(true);
    expect(may(user('bob'), 'read', '$streams', given)).toBe(false);
    expect(may(user('bob'), 'read', '$ce', given)).toBe(true);
    expect(may(anonymous, 'read', '$ce', given)).toBe(false);
  });
});

test('settings replace the defaults of both kinds of stream, and a list of a stream goes before them', () => {
  const given: Given = {
    lists: { 'account-1': { read: ['ada'] } },
    defaults: { userStreams: { read: ['bob'] }, systemStreams: { read: ['ada'] } },
  };
  expect(may(ada, 'read', 'account-1', given)).toBe(true);
  expect(may(ada, 'read', 'account-2', given)).toBe(false);
  expect(may(ada, 'write', 'account-2', given)).toBe(true);
  expect(may(ada, 'read', '$streams', given)).toBe(true);
  expect(may(user('bob'), 'read', '$streams', given)).toBe(false);
});

describe('$acl', () => {
  test('takes one role or several', () => {
    expect(accessControlListOf({ $r: 'ada', $w: ['ada', 'bob'], $d: [], $mr: '$all', $mw: '$admins' })).toEqual({
      read: ['ada'],
      write: ['ada', 'bob'],
      delete: [],
      readMetadata: ['$all'],
      writeMetadata: ['$admins'],
    });
  });
  test.each([null, 'ada', ['ada'], { $r: 1 }, { $r: ['ada', 1] }, { $w: null }])('is not %j', (value) => {
    expect(accessControlListOf(value)).toBeUndefined();
  });
});
