import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  jsonEvent,
  NotFoundError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { ProjectionsClient } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import pb from '@eventstore/db-client/generated/projections_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { credentials, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect, rejectionOf, take, typesOf } from './support/collect.js';
import { events, linkTo, numbered } from './support/events.js';
import { projected } from './support/projected.js';
import { type RunningNode, runningNode } from './support/running-node.js';

const ALL = ['$by_category', '$by_event_type', '$stream_by_category', '$streams'];

let node: RunningNode;
let client: EventStoreDBClient;
beforeEach(async () => {
  node = await runningNode();
  client = node.client;
});
afterEach(() => node.stop());

const restart = async () => {
  await node.restart();
  client = node.client;
};
const enabled = async (...names: ReadonlyArray<string>) => {
  for (const name of names) await client.enableProjection(name);
  await projected(client, ...names);
};
/** What the links in a stream say. */
const links = async (stream: string) =>
  (await collect(client.readStream(stream))).map(({ event }) => Buffer.from(event?.data as Uint8Array).toString());
const read = (stream: string) => collect(client.readStream(stream, { resolveLinkTos: true }));

describe('the system projections', () => {
  test('are there and do nothing until they are enabled', async () => {
    await client.appendToStream('account-1', events('Opened'));
    const list = await client.listProjections();
    expect(list.map(({ name }) => name).sort()).toEqual(ALL);
    expect(new Set(list.map((one) => one.status))).toEqual(new Set(['Stopped']));
    expect(list[0]).toMatchObject({ progress: -1, position: '', version: 1n, epoch: -1n });
    expect(await collect(client.readAll())).toHaveLength(1);
  });

  test('say how far they have come', async () => {
    await client.appendToStream('account-1', events('Opened'));
    await enabled('$streams');
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    const place = `C:${last?.event?.position?.commit}/P:${last?.event?.position?.prepare}`;
    expect(await client.getProjectionStatus('$streams')).toMatchObject({
      name: '$streams',
      effectiveName: '$streams',
      status: 'Running',
      projectionStatus: 'Running',
      stateReason: '',
      position: place,
      progress: 100,
      eventsProcessedAfterRestart: BigInt((await collect(client.readAll())).length),
    });
  });
});

describe('$by_category', () => {
  test('links what is before and after it is enabled, for everyone to read', async () => {
    const cause = jsonEvent({ type: 'Opened', data: {}, metadata: { $correlationId: 'why' } });
    const appended = await client.appendToStream('account-1', [cause, ...events('Closed')]);
    await enabled('$by_category');
    await client.appendToStream('account-2-3', events('Opened'));
    await client.appendToStream('other', events('Opened'));
    await client.appendToStream('-nameless', events('Opened'));
    await projected(client, '$by_category');

    expect(await links('$ce-account')).toEqual(['0@account-1', '1@account-1', '0@account-2-3']);
    const [first] = await read('$ce-account');
    expect(first?.event).toMatchObject({ id: cause.id, streamId: 'account-1', revision: 0n });
    expect(first?.link).toMatchObject({ type: '$>', streamId: '$ce-account', revision: 0n, isJson: false });
    const all = await collect(client.readAll());
    const position = Number(all[0]?.event?.position?.commit);
    expect(position).toBeLessThan(Number(appended.position?.commit));
    expect(first?.link?.metadata).toEqual({
      $v: '1:-1:1:4',
      $c: position,
      $p: position,
      $o: 'account-1',
      $causedBy: cause.id,
      $correlationId: 'why',
    });
    expect(all.filter(({ event }) => event?.streamId === '$ce-account')).toHaveLength(3);
    expect((await client.getStreamMetadata('$ce-account')).metadata).toEqual({
      acl: { readRoles: '$all', metaReadRoles: '$all' },
    });
    expect(await rejectionOf(links('$ce-'))).toBeInstanceOf(StreamNotFoundError);
  });

  test('is heard by subscribers as events come', async () => {
    await enabled('$by_category');
    const subscription = client.subscribeToStream('$ce-account', { resolveLinkTos: true });
    const heard = take(3, subscription);
    await client.appendToStream('account-1', events('a', 'b'));
    await client.appendToStream('account-2', events('c'));
    expect(typesOf(await heard)).toEqual(['a', 'b', 'c']);
  });

  test('puts a link into the category of its stream, and points to what the link points to', async () => {
    await client.appendToStream('account-1', events('Opened'));
    await client.appendToStream('vip-1', linkTo('0@account-1'));
    await enabled('$by_category');
    expect(await links('$ce-vip')).toEqual(['0@account-1']);
    expect((await read('$ce-vip'))[0]?.event?.type).toBe('Opened');
  });

  test('says of deleted streams that they are', async () => {
    await client.appendToStream('account-1', events('Opened'));
    await client.deleteStream('account-1');
    await client.appendToStream('account-2', events('Opened'));
    await client.tombstoneStream('account-2');
    await enabled('$by_category');
    expect(await links('$ce-account')).toEqual([
      '0@account-1',
      '0@$$account-1',
      '0@account-2',
      `${2n ** 63n - 1n}@account-2`,
    ]);
    const all = await read('$ce-account');
    expect(typesOf(all)).toEqual([undefined, '$metadata', undefined, undefined]);
    const unmarked = expect.not.objectContaining({ $deleted: -1 });
    const marked = expect.objectContaining({ $deleted: -1 });
    expect(all.map(({ link }) => link?.metadata)).toEqual([unmarked, marked, unmarked, marked]);
  });

  test('goes on where one of its streams has a tombstone', async () => {
    await enabled('$by_category');
    await client.tombstoneStream('$ce-account');
    await client.appendToStream('account-1', events('Opened'));
    await client.appendToStream('case-1', events('Opened'));
    await projected(client, '$by_category');
    expect(await links('$ce-case')).toEqual(['0@case-1']);
  });

  test('can be told to categorize otherwise', async () => {
    await client.updateProjection('$by_category', 'last\n_');
    await client.appendToStream('eu_account_1', events('Opened'));
    await enabled('$by_category');
    expect(await links('$ce-eu_account')).toEqual(['0@eu_account_1']);
    await restart();
    await client.appendToStream('eu_account_2', events('Opened'));
    await projected(client, '$by_category');
    expect(await links('$ce-eu_account')).toEqual(['0@eu_account_1', '0@eu_account_2']);
    for (const query of ['', 'middle\n-', 'fromAll()']) {
      const refused = await rejectionOf(client.updateProjection('$by_category', query));
      expect(String(refused)).toContain("'first' or 'last'");
    }
  });
});

test('$by_event_type links events by their type, but no links', async () => {
  await client.appendToStream('account-1', events('Opened', 'Closed'));
  await client.appendToStream('case-1', [...events('Opened'), linkTo('0@account-1')]);
  await client.deleteStream('case-1');
  await enabled('$by_event_type');
  expect(await links('$et-Opened')).toEqual(['0@account-1', '0@case-1']);
  expect(await links('$et-Closed')).toEqual(['1@account-1']);
  expect(await links('$et-$deleted')).toEqual(['0@$$case-1']);
  expect(await rejectionOf(links('$et-$>'))).toBeInstanceOf(StreamNotFoundError);
});

test('$streams links the first event of each stream', async () => {
  await client.appendToStream('account-1', events('a', 'b'));
  await client.appendToStream('account-2', events('c', 'd'));
  await enabled('$streams');
  expect(await links('$streams')).toEqual(['0@account-1', '0@account-2', '0@$$$streams', '0@$streams']);
  expect(typesOf(await read('$streams')).slice(0, 2)).toEqual(['a', 'c']);
});

test('$stream_by_category lists the streams of a category', async () => {
  await client.appendToStream('account-1', events('a', 'b'));
  await client.appendToStream('account-2', events('c'));
  await client.appendToStream('other', events('d'));
  await enabled('$stream_by_category');
  const listed = await collect(client.readStream('$category-account'));
  expect(typesOf(listed)).toEqual(['$@', '$@']);
  expect(await links('$category-account')).toEqual(['account-1', 'account-2']);
});

describe('what was written is not written again', () => {
  test.each(['disableProjection', 'abortProjection'] as const)('after %s', async (disable) => {
    await client.appendToStream('account-1', numbered(300));
    await enabled('$by_category');
    await client[disable]('$by_category');
    const stopped = await client.getProjectionStatus('$by_category');
    expect(stopped.projectionStatus).toBe(disable === 'disableProjection' ? 'Stopped' : 'Aborted');
    await client.appendToStream('account-1', numbered(10));
    expect(await links('$ce-account')).toHaveLength(300);
    await enabled('$by_category');
    expect(await links('$ce-account')).toEqual(Array.from({ length: 310 }, (_, revision) => `${revision}@account-1`));
  });

  test('after the node or the projections are started again, which go on if they were enabled', async () => {
    await enabled(...ALL);
    await client.appendToStream('account-1', numbered(300));
    await restart();
    await projected(client, ...ALL);
    await client.restartSubsystem();
    await client.appendToStream('account-1', numbered(10));
    await projected(client, ...ALL);
    const expected = Array.from({ length: 310 }, (_, revision) => `${revision}@account-1`);
    expect(await links('$ce-account')).toEqual(expected);
    expect(await links('$et-Counted')).toEqual(expected);
    await client.disableProjection('$streams');
    await restart();
    expect((await client.getProjectionStatus('$streams')).status).toBe('Stopped');
    expect((await client.getProjectionStatus('$by_category')).status).toBe('Running');
  });

  test('unless the projection is reset, and then what was written before is truncated', async () => {
    await client.appendToStream('account-1', events('a', 'b'));
    await enabled('$by_category');
    await client.resetProjection('$by_category');
    await projected(client, '$by_category');
    const again = await read('$ce-account');
    expect(again.map(({ link }) => link?.revision)).toEqual([2n, 3n]);
    expect(typesOf(again)).toEqual(['a', 'b']);
    expect(again[0]?.link?.metadata).toMatchObject({ $v: '1:2:2:4' });
    await restart();
    await client.appendToStream('account-1', events('c'));
    await projected(client, '$by_category');
    expect(typesOf(await read('$ce-account'))).toEqual(['a', 'b', 'c']);
    expect(await client.getProjectionStatus('$by_category')).toMatchObject({ version: 2n, epoch: 2n });
  });
});

describe('the projections service', () => {
  test('does not know other projections', async () => {
    for (const ask of [
      client.enableProjection('mine'),
      client.disableProjection('mine'),
      client.abortProjection('mine'),
      client.resetProjection('mine'),
      client.updateProjection('mine', 'fromAll()'),
      client.deleteProjection('mine'),
      client.getProjectionStatus('mine'),
      client.getProjectionState('mine'),
      client.getProjectionResult('mine'),
    ]) {
      expect(await rejectionOf(ask)).toBeInstanceOf(NotFoundError);
    }
  });

  test('does not run JavaScript, and says so', async () => {
    const refused = await rejectionOf(client.createProjection('mine', 'fromAll()', { trackEmittedStreams: true }));
    expect(refused).toMatchObject({ code: status.UNIMPLEMENTED });
    expect(String(refused)).toContain('runs no JavaScript');
  });

  test('does not delete system projections, which have no state', async () => {
    expect(await rejectionOf(client.deleteProjection('$streams'))).toMatchObject({ code: status.FAILED_PRECONDITION });
    expect(await client.getProjectionState('$streams')).toBeNull();
    expect(await client.getProjectionResult('$streams')).toBeNull();
  });

  test('lists by mode: all of them are continuous', async () => {
    const empty = () => new sharedPb.Empty();
    const options = () => new pb.StatisticsReq.Options();
    const counts = await Promise.all(
      [
        options().setAll(empty()),
        options().setContinuous(empty()),
        options().setTransient(empty()),
        options().setOneTime(empty()),
      ].map(async (asked) => (await statistics(asked)).length),
    );
    expect(counts).toEqual([4, 4, 0, 0]);
  });
});

const statistics = async (options: pb.StatisticsReq.Options): Promise<ReadonlyArray<unknown>> => {
  const raw = new ProjectionsClient(`127.0.0.1:${node.port}`, credentials.createInsecure());
  try {
    return await collect(raw.statistics(new pb.StatisticsReq().setOptions(options)));
  } finally {
    raw.close();
  }
};
