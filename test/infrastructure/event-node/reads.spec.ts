import {
  BACKWARDS,
  END,
  FORWARDS,
  type ReadStreamOptions,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuidFromMessage, uuidToText } from '../../../infrastructure/event-node/wire/uuid.js';
import { collect, rejectionOf, typesOf } from './support/collect.js';
import { events, linkTo, numbered } from './support/events.js';
import { identifierOf, rawClient } from './support/raw-client.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
let now = Date.UTC(2024, 0, 1);
beforeAll(async () => {
  node = await runningNode({ now: () => now });
});
afterAll(() => node.stop());

const streamOf = async (...types: ReadonlyArray<string>) => {
  const stream = node.newStream();
  await node.client.appendToStream(stream, events(...types));
  return stream;
};
const read = (stream: string, options: ReadStreamOptions = {}) => collect(node.client.readStream(stream, options));
const types = async (stream: string, options: ReadStreamOptions = {}) => typesOf(await read(stream, options));

describe('a stream', () => {
  test.each<[ReadStreamOptions, string]>([
    [{}, 'abcde'],
    [{ direction: FORWARDS, fromRevision: 2n }, 'cde'],
    [{ direction: FORWARDS, fromRevision: 1n, maxCount: 2 }, 'bc'],
    [{ direction: FORWARDS, fromRevision: 9n }, ''],
    [{ direction: FORWARDS, fromRevision: 2n ** 64n - 1n }, ''],
    [{ direction: BACKWARDS, fromRevision: END }, 'edcba'],
    [{ direction: BACKWARDS, fromRevision: 2n }, 'cba'],
    [{ direction: BACKWARDS, fromRevision: END, maxCount: 2 }, 'ed'],
    [{ direction: BACKWARDS, fromRevision: START }, 'a'],
    [{ direction: BACKWARDS, fromRevision: 9n }, 'edcba'],
  ])('read with %o gives %s', async (options, expected) => {
    expect(await types(await streamOf(...'abcde'), options)).toEqual([...expected]);
  });

  test('longer than a page comes whole, both ways', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, numbered(700));
    const revisions = (await read(stream)).map(({ event }) => Number(event?.revision));
    expect(revisions).toEqual(Array.from({ length: 700 }, (_, index) => index));
    const backwards = (await read(stream, { direction: BACKWARDS, fromRevision: END })).map(({ event }) =>
      Number(event?.revision),
    );
    expect(backwards).toEqual(revisions.reverse());
  });

  test('that does not exist is not found', async () => {
    const error = await rejectionOf(read('nobody-Ü'));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ streamName: 'nobody-Ü' });
  });

  test('has events recorded at the time of the node', async () => {
    const [first] = await read(await streamOf('a'));
    expect(first?.event?.created).toEqual(new Date(now));
  });
});

describe('$all', () => {
  test('has every event in the order of positions, both ways', async () => {
    const streams = [await streamOf('a', 'b'), await streamOf('c')];
    await node.client.appendToStream(streams[0] ?? '', events('d'));
    const forwards = (await collect(node.client.readAll())).filter(({ event }) =>
      streams.includes(event?.streamId ?? ''),
    );
    expect(typesOf(forwards)).toEqual(['a', 'b', 'c', 'd']);
    const positions = forwards.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)));
    const backwards = await collect(node.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 4 }));
    expect(typesOf(backwards)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('starts at a position forwards, and before it backwards', async () => {
    const [a, b, c] = await read(await streamOf('a', 'b', 'c'));
    const from = b?.event?.position;
    if (from === undefined) throw new Error('An event has no position.');
    expect(await collect(node.client.readAll({ fromPosition: from }))).toEqual([b, c]);
    const before = node.client.readAll({ direction: BACKWARDS, fromPosition: from, maxCount: 1 });
    expect(await collect(before)).toEqual([a]);
    expect(await collect(node.client.readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([]);
    expect(await collect(node.client.readAll({ fromPosition: END }))).toEqual([]);
  });

  test('reads a filter, too', async () => {
    const stream = await streamOf('wanted', 'other', 'wanted', 'wanted');
    const { FilterOptions } = pb.ReadReq.Options;
    const options = new pb.ReadReq.Options()
      .setAll(new pb.ReadReq.Options.AllOptions().setStart(new sharedPb.Empty()))
      .setCount('2')
      .setFilter(
        new FilterOptions()
          .setEventType(new FilterOptions.Expression().setRegex('^wanted$'))
          .setCount(new sharedPb.Empty()),
      );
    const raw = rawClient(node.port);
    const responses: Array<ReadResp> = await collect(raw.read(new pb.ReadReq().setOptions(options)));
    raw.close();
    const revisions = responses.map((response) => response.getEvent()?.getEvent()?.getStreamRevision());
    expect(revisions).toEqual(['0', '2']);
    expect(await types(stream)).toHaveLength(4);
  });
});

test('ids come as two integers to those who ask', async () => {
  const stream = await streamOf('a');
  const [expected] = await read(stream);
  const options = new pb.ReadReq.Options()
    .setStream(
      new pb.ReadReq.Options.StreamOptions().setStreamIdentifier(identifierOf(stream)).setStart(new sharedPb.Empty()),
    )
    .setCount('1')
    .setUuidOption(new pb.ReadReq.Options.UUIDOption().setStructured(new sharedPb.Empty()));
  const raw = rawClient(node.port);
  const [response]: Array<ReadResp> = await collect(raw.read(new pb.ReadReq().setOptions(options)));
  raw.close();
  const id = response?.getEvent()?.getEvent()?.getId();
  expect(id?.hasStructured()).toBe(true);
  expect(uuidToText(uuidFromMessage(id) ?? Buffer.alloc(16))).toBe(expected?.event?.id);
});

describe('truncation', () => {
  test.each([
    [{ maxCount: 2 }, 'de'],
    [{ truncateBefore: 3 }, 'de'],
    [{ maxCount: 3, truncateBefore: 1 }, 'cde'],
    [{ truncateBefore: 99 }, ''],
  ])('by %o leaves %s, both ways', async (metadata, left) => {
    const stream = await streamOf(...'abcde');
    await node.client.setStreamMetadata(stream, metadata);
    expect(await types(stream)).toEqual([...left]);
    expect(await types(stream, { direction: BACKWARDS, fromRevision: END })).toEqual([...left].reverse());
    const inAll = await collect(node.client.readAll());
    expect(inAll.filter(({ event }) => event?.streamId === stream)).toHaveLength(5);
  });

  test('by age changes with time alone', async () => {
    const stream = await streamOf('old');
    await node.client.setStreamMetadata(stream, { maxAge: 60 });
    now += 45_000;
    await node.client.appendToStream(stream, events('young'));
    expect(await types(stream)).toEqual(['old', 'young']);
    now += 30_000;
    expect(await types(stream)).toEqual(['young']);
    now += 60_000;
    expect(await types(stream)).toEqual([]);
  });

  test('past whole pages of old events finds the young ones', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, numbered(400));
    await node.client.setStreamMetadata(stream, { maxAge: 10 });
    now += 20_000;
    await node.client.appendToStream(stream, events('young'));
    expect(await types(stream)).toEqual(['young']);
  });

  test('that is not valid is none', async () => {
    const stream = await streamOf('a', 'b');
    await node.client.setStreamMetadata(stream, { maxCount: 0, truncateBefore: 1 });
    expect(await types(stream)).toEqual(['a', 'b']);
  });
});

describe('stream metadata', () => {
  test('comes back as it was set, and is there before the stream', async () => {
    const stream = node.newStream();
    const metadata = { maxCount: 5, maxAge: 10, cacheControl: 3, owner: 'us', acl: { readRoles: ['$all', 'ops'] } };
    expect(await node.client.getStreamMetadata(stream)).toEqual({ streamName: stream });
    await node.client.setStreamMetadata(stream, metadata);
    expect((await node.client.getStreamMetadata(stream)).metadata).toEqual(metadata);
  });

  test('shows its last event only, with its true revision', async () => {
    const stream = await streamOf('a');
    for (const maxCount of [1, 2, 3]) await node.client.setStreamMetadata(stream, { maxCount });
    const [only, ...others] = await read(`$$${stream}`);
    expect(others).toEqual([]);
    expect(only?.event).toMatchObject({ revision: 2n, type: '$metadata', data: { $maxCount: 3 } });
  });
});

describe('a link', () => {
  const linking = async (...targets: ReadonlyArray<string>) => {
    const stream = node.newStream('links');
    await node.client.appendToStream(stream, targets.map(linkTo));
    return read(stream, { resolveLinkTos: true });
  };

  test('resolves to its event, whatever the name of the stream', async () => {
    const stream = `at@sign@${node.newStream()}`;
    await node.client.appendToStream(stream, events('a', 'b'));
    const [resolved] = await linking(`1@${stream}`);
    expect(resolved?.event).toMatchObject({ streamId: stream, revision: 1n, type: 'b' });
    expect(resolved?.link).toMatchObject({ type: '$>', revision: 0n });
    expect(resolved?.commitPosition).toBe(resolved?.link?.position?.commit);
  });

  test('stays as it is when that is not asked for', async () => {
    const stream = node.newStream('links');
    await node.client.appendToStream(stream, linkTo(`0@${await streamOf('a')}`));
    const [link] = await read(stream);
    expect(link?.event?.type).toBe('$>');
    expect(link?.link).toBeUndefined();
  });

  test('to what cannot be read comes without an event', async () => {
    const truncated = await streamOf('a', 'b');
    await node.client.setStreamMetadata(truncated, { truncateBefore: 1 });
    const deleted = await streamOf('a');
    await node.client.deleteStream(deleted);
    const tombstoned = await streamOf('a');
    await node.client.tombstoneStream(tombstoned);
    const dead = [`0@${truncated}`, `0@${deleted}`, `0@${tombstoned}`, '0@nobody', `7@${truncated}`];
    for (const { event, link } of await linking(...dead)) {
      expect(event).toBeUndefined();
      expect(link?.type).toBe('$>');
    }
  });

  test('that is none is an event like others', async () => {
    const [read] = await linking('x@y');
    expect(read?.event?.type).toBe('$>');
    expect(read?.link).toBeUndefined();
  });

  test('leads one step, not two', async () => {
    const inner = node.newStream('links');
    await node.client.appendToStream(inner, linkTo(`0@${await streamOf('a')}`));
    const [resolved] = await linking(`0@${inner}`);
    expect(resolved?.event).toMatchObject({ streamId: inner, type: '$>' });
  });
});

test('a stream under a tombstone is deleted, with its metadata', async () => {
  const stream = await streamOf('a');
  await node.client.setStreamMetadata(stream, { maxCount: 2 });
  await node.client.tombstoneStream(stream);
  expect(await rejectionOf(read(stream))).toBeInstanceOf(StreamDeletedError);
  expect(await rejectionOf(node.client.getStreamMetadata(stream))).toBeInstanceOf(StreamDeletedError);
});
