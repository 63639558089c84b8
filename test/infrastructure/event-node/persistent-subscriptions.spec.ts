import {
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  END,
  eventTypeFilter,
  jsonEvent,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  PersistentSubscriptionMaximumSubscribersReachedError,
  type PersistentSubscriptionToStreamSettings,
  START,
  StreamNotFoundError,
  streamNameFilter,
  persistentSubscriptionToStreamSettingsFromDefaults as streamSettings,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, rejectionOf } from './support/collect.js';
import { consuming, eventually, parkedIn, type Reply } from './support/consuming.js';
import { events, linkTo } from './support/events.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

const GROUP = 'readers';

type Settings = Partial<PersistentSubscriptionToStreamSettings>;

const group = async (stream: string, settings: Settings = {}) => {
  await node.client.createPersistentSubscriptionToStream(
    stream,
    GROUP,
    streamSettings({ startFrom: START, ...settings }),
  );
};

const join = (stream: string, reply?: (type: string, retryCount: number) => Reply, bufferSize = 10) =>
  consuming(node.client.subscribeToPersistentSubscriptionToStream(stream, GROUP, { bufferSize }), reply);

const infoOf = (stream: string) => node.client.getPersistentSubscriptionToStreamInfo(stream, GROUP);

const parkedStream = (stream: string) => `$persistentsubscription-${stream}::${GROUP}-parked`;
const checkpointStream = (stream: string) => `$persistentsubscription-${stream}::${GROUP}-checkpoint`;

const streamOf = async (...types: ReadonlyArray<string>): Promise<string> => {
  const stream = node.newStream();
  await node.client.appendToStream(stream, events(...types));
  return stream;
};

describe('where a group starts', () => {
  test('at the start, with what is there and what comes', async () => {
    const stream = await streamOf('a', 'b');
    await group(stream);
    const one = join(stream);
    await one.until(2);
    await node.client.appendToStream(stream, events('c'));
    expect(await one.until(3)).toEqual(['a#0', 'b#0', 'c#0']);
  });

  test('with the revision that is named', async () => {
    const stream = await streamOf('a', 'b', 'c');
    await group(stream, { startFrom: 1n });
    expect(await join(stream).until(2)).toEqual(['b#0', 'c#0']);
  });

  test('at the end as it was when the group was made, whenever a consumer comes', async () => {
    const stream = await streamOf('a');
    await group(stream, { startFrom: END });
    await node.client.appendToStream(stream, events('b'));
    await node.restart();
    expect(await join(stream).until(1)).toEqual(['b#0']);
  });

  test('before the stream exists', async () => {
    const stream = node.newStream();
    await group(stream);
    const one = join(stream);
    await one.confirmed;
    await node.client.appendToStream(stream, events('a'));
    expect(await one.until(1)).toEqual(['a#0']);
  });
});

describe('competing consumers', () => {
  test('share the events, each in one place only', async () => {
    const stream = await streamOf(...Array.from({ length: 40 }, (_, number) => `e${number}`));
    await group(stream);
    const [one, two] = [join(stream), join(stream)];
    await eventually(async () => one.received.length + two.received.length === 40);
    expect(new Set([...one.received, ...two.received]).size).toBe(40);
    expect(one.received.length).toBeGreaterThan(0);
    expect(two.received.length).toBeGreaterThan(0);
  });

  test('hold no more than their buffer size', async () => {
    const stream = await streamOf('a', 'b', 'c', 'd', 'e');
    await group(stream);
    const one = join(stream, () => 'none', 3);
    await one.until(3);
    const { stats, connections } = await infoOf(stream);
    expect(one.received).toEqual(['a#0', 'b#0', 'c#0']);
    expect(stats).toMatchObject({ totalInFlightMessages: 3, outstandingMessagesCount: 3 });
    expect(connections).toMatchObject([{ inFlightMessages: 3, availableSlots: 0 }]);
  });

  test('are read for in pages, and no more than the buffers hold', async () => {
    const stream = await streamOf(...Array.from({ length: 60 }, (_, number) => `e${number}`));
    await group(stream, { historyBufferSize: 7, liveBufferSize: 5, readBatchSize: 3 });
    const one = join(stream, () => 'none', 2);
    await one.until(2);
    const waiting = async () => {
      const { stats } = await infoOf(stream);
      return stats.readBufferCount + Number(stats.liveBufferCount) + stats.retryBufferCount;
    };
    await eventually(async () => (await waiting()) === 7);
    await node.client.appendToStream(stream, events('more'));
    expect(await waiting()).toBe(7);
    expect((await infoOf(stream)).status).toBe('Behind');
  });

  test('take over what another held that is gone', async () => {
    const stream = await streamOf('a', 'b');
    await group(stream);
    const one = join(stream, () => 'none');
    await one.until(2);
    const two = join(stream);
    await two.confirmed;
    await one.subscription.unsubscribe();
    expect(await two.until(2)).toEqual(['a#1', 'b#1']);
  });

  test('are refused when there are as many as there may be', async () => {
    const stream = await streamOf('a');
    await group(stream, { maxSubscriberCount: 1 });
    await join(stream).confirmed;
    const refusal = await join(stream).failure;
    expect(refusal).toBeInstanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    expect(refusal).toMatchObject({ streamName: stream, groupName: GROUP });
  });

  test('get the events of one stream in one place when they are pinned', async () => {
    const category = node.newStream('source');
    const sources = Array.from({ length: 8 }, (_, number) => `${category}-${number}`);
    const links: Array<string> = [];
    for (const source of sources) {
      await node.client.appendToStream(source, events('x', 'y', 'z'));
      links.push(...[0, 1, 2].map((revision) => `${revision}@${source}`));
    }
    const stream = node.newStream();
    await group(stream, { consumerStrategyName: 'Pinned', resolveLinkTos: true });
    const [one, two] = [join(stream), join(stream)];
    await Promise.all([one.confirmed, two.confirmed]);
    await node.client.appendToStream(stream, links.map(linkTo));
    await eventually(async () => one.received.length + two.received.length === 24);
    expect(sources.filter((source) => one.streams.includes(source) && two.streams.includes(source))).toEqual([]);
  });
});

describe('what becomes of a message', () => {
  test('retried, it comes again and is counted, and is parked in the end', async () => {
    const stream = await streamOf('a');
    await group(stream, { maxRetryCount: 2 });
    const one = join(stream, () => 'retry');
    await one.until(3);
    await eventually(async () => (await parkedIn(node.client, stream, GROUP)()) === 1);
    expect(one.received).toEqual(['a#0', 'a#1', 'a#2']);
    const [link] = await collect(node.client.readStream(parkedStream(stream)));
    expect(link?.event?.type).toBe('$>');
    expect(Buffer.from(link?.event?.data as Uint8Array).toString()).toBe(`0@${stream}`);
  });

  test('not answered in time, it comes again', async () => {
    const stream = await streamOf('a');
    await group(stream, { messageTimeout: 60 });
    const one = join(stream, (_, retryCount) => (retryCount < 2 ? 'none' : 'ack'));
    expect(await one.until(3)).toEqual(['a#0', 'a#1', 'a#2']);
  });

  test('skipped, it is done', async () => {
    const stream = await streamOf('a', 'b');
    await group(stream, { checkPointUpperBound: 1 });
    await join(stream, () => 'skip').until(2);
    await eventually(async () => (await infoOf(stream)).stats.lastCheckpointedEventRevision === 1n);
    expect(await parkedIn(node.client, stream, GROUP)()).toBe(0);
  });

  test('stopped, its consumer is dropped and another gets it', async () => {
    const stream = await streamOf('a');
    await group(stream);
    const one = join(stream, () => 'stop');
    expect(await one.failure).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect(await join(stream).until(1)).toEqual(['a#1']);
  });

  test('of links that are resolved the link is acked, and a link that leads nowhere comes too', async () => {
    const target = await streamOf('a');
    const stream = node.newStream();
    await node.client.appendToStream(stream, [linkTo(`0@${target}`), linkTo(`7@${target}`)]);
    await group(stream, { resolveLinkTos: true, checkPointUpperBound: 1 });
    const one = join(stream);
    expect(await one.until(2)).toEqual(['a#0', '?#0']);
    expect(one.linked).toEqual([true, true]);
    await eventually(async () => (await infoOf(stream)).stats.lastCheckpointedEventRevision === 1n);
  });

  test('two events of one id in different streams both come', async () => {
    const [one] = events('twin');
    if (one === undefined) throw new Error('There is one.');
    const [left, right] = [node.newStream('twins'), node.newStream('twins')];
    await node.client.appendToStream(left, one);
    await node.client.appendToStream(right, { ...one });
    const filter = eventTypeFilter({ prefixes: ['twin'] });
    await node.client.createPersistentSubscriptionToAll('twins', allSettings({ startFrom: START }), { filter });
    const reader = consuming(node.client.subscribeToPersistentSubscriptionToAll('twins'));
    await reader.until(2);
    expect(reader.streams).toEqual([left, right]);
  });
});

describe('parked messages', () => {
  const parkAll = async (stream: string, ...types: ReadonlyArray<string>) => {
    const parked = new Set(types);
    const one = join(stream, (type) => (parked.delete(type) ? 'park' : 'ack'));
    await eventually(async () => (await parkedIn(node.client, stream, GROUP)()) === types.length);
    return one;
  };

  test('come again when they are asked for, through their links, and are truncated when they are done', async () => {
    const stream = await streamOf('a', 'b', 'c');
    await group(stream, { checkPointAfter: 0 });
    const one = await parkAll(stream, 'a', 'c');
    await node.client.replayParkedMessagesToStream(stream, GROUP);
    expect((await one.until(5)).slice(3)).toEqual(['a#0', 'c#0']);
    expect(one.linked.slice(3)).toEqual([true, true]);
    await eventually(async () => (await collect(node.client.readStream(parkedStream(stream)))).length === 0);
  });

  test('come as many as are asked for, the oldest first', async () => {
    const stream = await streamOf('a', 'b', 'c');
    await group(stream);
    const one = await parkAll(stream, 'a', 'b', 'c');
    await node.client.replayParkedMessagesToStream(stream, GROUP, { stopAt: 2 });
    expect((await one.until(5)).slice(3)).toEqual(['a#0', 'b#0']);
    expect(await parkedIn(node.client, stream, GROUP)()).toBe(1);
    await node.client.replayParkedMessagesToStream(stream, GROUP);
    expect((await one.until(6)).slice(5)).toEqual(['c#0']);
  });

  test('can be parked again', async () => {
    const stream = await streamOf('a');
    await group(stream);
    const one = join(stream, () => 'park');
    await eventually(async () => (await parkedIn(node.client, stream, GROUP)()) === 1);
    await node.client.replayParkedMessagesToStream(stream, GROUP);
    await one.until(2);
    await eventually(async () => (await parkedIn(node.client, stream, GROUP)()) === 1);
    await node.client.replayParkedMessagesToStream(stream, GROUP);
    expect(await one.until(3)).toEqual(['a#0', 'a#0', 'a#0']);
  });

  test('that nobody has finished yet are still there after a restart', async () => {
    const stream = await streamOf('a', 'b');
    await group(stream);
    await parkAll(stream, 'a', 'b');
    await node.restart();
    await node.client.replayParkedMessagesToStream(stream, GROUP);
    const slow = join(stream, (type) => (type === 'a' ? 'ack' : 'none'));
    await slow.until(2);
    await eventually(async () => (await infoOf(stream)).stats.outstandingMessagesCount === 1);
    await node.restart();
    expect(await parkedIn(node.client, stream, GROUP)()).toBe(1);
    await node.client.replayParkedMessagesToStream(stream, GROUP);
    expect(await join(stream).until(1)).toEqual(['b#0']);
  });
});

describe('to all events', () => {
  test('with a filter of stream names, hides what such groups write about themselves', async () => {
    const category = node.newStream('all');
    const filter = streamNameFilter({ prefixes: [category] });
    const settings = allSettings({ startFrom: START, checkPointUpperBound: 1 });
    await node.client.createPersistentSubscriptionToAll('hidden', settings, { filter });
    await node.client.appendToStream(`${category}-1`, events('a', 'b'));
    const one = consuming(node.client.subscribeToPersistentSubscriptionToAll('hidden'), (type) =>
      type === 'a' ? 'park' : 'ack',
    );
    await one.until(2);
    const stats = async () => (await node.client.getPersistentSubscriptionToAllInfo('hidden')).stats;
    await eventually(async () => (await stats()).parkedMessageCount === 1n);
    await eventually(async () => (await stats()).lastCheckpointedEventPosition !== undefined);
    const log = await collect(node.client.readAll());
    const streams = new Set(log.map(({ event }) => event?.streamId));
    expect(streams).toContain(`${category}-1`);
    expect([...streams].filter((name) => name?.includes('$persistentsubscription-$all'))).toEqual([]);
    expect(await collect(node.client.readStream('$persistentsubscription-$all::hidden-parked'))).toHaveLength(1);
  });

  test('without a filter, its own writing never keeps it busy', async () => {
    await node.client.createPersistentSubscriptionToAll(
      'busy',
      allSettings({ startFrom: END, checkPointUpperBound: 1 }),
    );
    const one = consuming(node.client.subscribeToPersistentSubscriptionToAll('busy'));
    await one.confirmed;
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('last'));
    await eventually(async () => one.received.includes('last#0'));
    await eventually(async () => {
      const { stats } = await node.client.getPersistentSubscriptionToAllInfo('busy');
      return stats.lastCheckpointedEventPosition?.commit === stats.lastKnownEventPosition?.commit;
    });
  });

  test('from a position, with the event at it', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('before'));
    const { position } = await node.client.appendToStream(stream, events('at'));
    if (position === undefined) throw new Error('An append has a position.');
    await node.client.createPersistentSubscriptionToAll('from', allSettings({ startFrom: position }));
    const one = consuming(node.client.subscribeToPersistentSubscriptionToAll('from'));
    expect((await one.until(1))[0]).toBe('at#0');
  });
});

describe('the settings of a group', () => {
  test('are shown as they were given', async () => {
    const stream = await streamOf('a');
    const settings = streamSettings({
      startFrom: 3n,
      resolveLinkTos: true,
      extraStatistics: true,
      maxRetryCount: 7,
      messageTimeout: 1_234,
      checkPointAfter: 567,
      checkPointLowerBound: 8,
      checkPointUpperBound: 9,
      maxSubscriberCount: 10,
      liveBufferSize: 11,
      readBatchSize: 12,
      historyBufferSize: 13,
      consumerStrategyName: 'DispatchToSingle',
    });
    await group(stream, settings);
    expect((await infoOf(stream)).settings).toEqual(settings);
    await node.restart();
    expect((await infoOf(stream)).settings).toEqual(settings);
  });

  test.each([
    [{ liveBufferSize: 0 }, 'live_buffer_size must be greater than 0.'],
    [{ readBatchSize: -1 }, 'read_batch_size must be greater than 0.'],
    [{ historyBufferSize: 0 }, 'history_buffer_size must be greater than 0.'],
    [{ maxRetryCount: -1 }, 'max_retry_count must not be negative.'],
    [{ messageTimeout: -1 }, 'message_timeout must not be negative.'],
    [{ checkPointAfter: -1 }, 'checkpoint_after must not be negative.'],
  ])('%j is refused by name', async (settings, reason) => {
    const stream = node.newStream();
    const refusal = await rejectionOf(group(stream, settings));
    expect(refusal).toBeInstanceOf(PersistentSubscriptionFailedError);
    expect(refusal).toMatchObject({ streamName: stream, groupName: GROUP, reason });
  });

  test('a group is made once', async () => {
    const stream = await streamOf('a');
    await group(stream);
    expect(await rejectionOf(group(stream))).toBeInstanceOf(PersistentSubscriptionExistsError);
  });

  test('an update drops the consumers, keeps what they handled, and takes the new settings', async () => {
    const stream = await streamOf('a', 'b', 'c');
    await group(stream);
    const one = join(stream, (type) => (type === 'c' ? 'none' : 'ack'));
    await one.until(3);
    await eventually(async () => (await infoOf(stream)).stats.outstandingMessagesCount === 1);
    const settings = streamSettings({ startFrom: START, maxRetryCount: 1 });
    await node.client.updatePersistentSubscriptionToStream(stream, GROUP, settings);
    expect(await one.failure).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect((await infoOf(stream)).settings).toEqual(settings);
    expect(await join(stream).until(1)).toEqual(['c#0']);
  });

  test('an update of where to start counts while nothing is handled', async () => {
    const stream = await streamOf('a', 'b');
    await group(stream, { startFrom: END });
    await node.client.updatePersistentSubscriptionToStream(stream, GROUP, streamSettings({ startFrom: 1n }));
    expect(await join(stream).until(1)).toEqual(['b#0']);
  });

  test('a group that is deleted drops its consumers, and one that is made anew starts anew', async () => {
    const stream = await streamOf('a', 'b');
    await group(stream, { checkPointUpperBound: 1 });
    const one = join(stream, (type) => (type === 'a' ? 'park' : 'ack'));
    await eventually(async () => (await infoOf(stream)).stats.lastCheckpointedEventRevision === 1n);
    await node.client.deletePersistentSubscriptionToStream(stream, GROUP);
    expect(await one.failure).toBeInstanceOf(PersistentSubscriptionDroppedError);
    for (const name of [checkpointStream(stream), parkedStream(stream)]) {
      expect(await rejectionOf(collect(node.client.readStream(name)))).toBeInstanceOf(StreamNotFoundError);
    }
    await group(stream);
    expect(await parkedIn(node.client, stream, GROUP)()).toBe(0);
    expect(await join(stream).until(2)).toEqual(['a#0', 'b#0']);
  });

  test('what is not there is not found', async () => {
    const stream = node.newStream();
    const missing = [
      () => infoOf(stream),
      () => node.client.updatePersistentSubscriptionToStream(stream, GROUP, streamSettings()),
      () => node.client.deletePersistentSubscriptionToStream(stream, GROUP),
      () => node.client.replayParkedMessagesToStream(stream, GROUP),
      () => node.client.listPersistentSubscriptionsToStream(stream),
    ];
    for (const ask of missing) expect(await rejectionOf(ask())).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
    expect(await join(stream).failure).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });
});

describe('what is known of a group', () => {
  test('says how far it is, and who listens', async () => {
    const stream = await streamOf('a', 'b', 'c');
    await group(stream, { checkPointUpperBound: 1, extraStatistics: true });
    await join(stream, (type) => (type === 'c' ? 'none' : 'ack')).until(3);
    await eventually(async () => (await infoOf(stream)).stats.lastCheckpointedEventRevision === 1n);
    const { status, stats, connections } = await infoOf(stream);
    expect(status).toBe('Live');
    expect(stats).toMatchObject({ lastKnownEventRevision: 2n, totalItems: 2n, totalInFlightMessages: 1 });
    expect(connections).toMatchObject([
      { username: 'anonymous', connectionName: node.client.connectionName, totalItems: 2n, inFlightMessages: 1 },
    ]);
    expect([...(connections[0]?.extraStatistics?.keys() ?? [])]).toContain('99.9%');
  });

  test('is listed by stream and for all', async () => {
    const stream = await streamOf('a');
    await group(stream);
    const byStream = await node.client.listPersistentSubscriptionsToStream(stream);
    expect(byStream.map(({ eventSource, groupName }) => [eventSource, groupName])).toEqual([[stream, GROUP]]);
    const all = await node.client.listAllPersistentSubscriptions();
    expect(all.map(({ eventSource }) => eventSource)).toContain(stream);
  });
});

describe('after a restart', () => {
  test('of the node, what was acked does not come again after a clean stop, and what was not does', async () => {
    const stream = await streamOf('a', 'b', 'c');
    await group(stream);
    const one = join(stream, (type) => (type === 'c' ? 'none' : 'ack'));
    await one.until(3);
    await eventually(async () => (await infoOf(stream)).stats.outstandingMessagesCount === 1);
    await node.restart();
    expect(await join(stream).until(1)).toEqual(['c#0']);
  });

  test('of the subsystem, consumers are dropped and may come again', async () => {
    const stream = await streamOf('a');
    await group(stream);
    const one = join(stream, () => 'none');
    await one.until(1);
    await node.client.restartPersistentSubscriptionSubsystem();
    expect(await one.failure).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect(await join(stream).until(1)).toEqual(['a#0']);
  });
});

describe('what somebody else wrote', () => {
  test('to the checkpoints of a group is no checkpoint', async () => {
    const stream = await streamOf('a');
    await group(stream);
    await node.client.appendToStream(checkpointStream(stream), events('not-a-checkpoint'));
    await node.restart();
    expect(await join(stream).until(1)).toEqual(['a#0']);
  });

  test('to the configuration stops the groups, not the node, until it is put right', async () => {
    const stream = await streamOf('a');
    await group(stream);
    const configuration = '$persistentSubscriptionConfig';
    const [valid] = await collect(
      node.client.readStream(configuration, { direction: 'backwards', maxCount: 1, fromRevision: END }),
    );
    await node.client.appendToStream(configuration, jsonEvent({ type: 'Garbage', data: { groups: [{ source: 7 }] } }));
    await node.restart();
    expect(await rejectionOf(infoOf(stream))).toMatchObject({ message: expect.stringContaining(configuration) });
    expect(await join(stream).failure).toMatchObject({ message: expect.stringContaining(configuration) });
    expect(await rejectionOf(group(node.newStream()))).toMatchObject({
      message: expect.stringContaining(configuration),
    });
    const data = valid?.event?.data as Record<string, unknown>;
    await node.client.appendToStream(configuration, jsonEvent({ type: '$PersistentConfig', data }));
    await node.client.restartPersistentSubscriptionSubsystem();
    expect(await join(stream).until(1)).toEqual(['a#0']);
  });
});

test('a consumer that reads nothing holds up nobody but itself', async () => {
  const stream = node.newStream();
  const large = 'x'.repeat(100_000);
  const batch = Array.from({ length: 8 }, (_, number) => jsonEvent({ type: `e${number}`, data: { large } }));
  for (let round = 0; round < 5; round += 1)
    await node.client.appendToStream(
      stream,
      batch.map((one) => ({ ...one, id: crypto.randomUUID() })),
    );
  await group(stream, { consumerStrategyName: 'RoundRobin' });
  const slow = node.client.subscribeToPersistentSubscriptionToStream(stream, GROUP, { bufferSize: 3 });
  await new Promise((resolve) => slow.once('confirmation', resolve));
  slow.pause();
  const quick = join(stream);
  expect(await quick.until(37)).toHaveLength(37);
  await slow.unsubscribe();
  await quick.until(40);
});
