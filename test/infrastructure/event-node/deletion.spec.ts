import {
  ANY,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, rejectionOf, typesOf } from './support/collect.js';
import { events } from './support/events.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
let client: EventStoreDBClient;
beforeAll(async () => {
  node = await runningNode();
  client = node.client;
});
afterAll(() => node.stop());

const streamOf = async (...types: ReadonlyArray<string>) => {
  const stream = node.newStream();
  await client.appendToStream(stream, events(...types));
  return stream;
};
const deletedStream = async () => {
  const stream = await streamOf('a', 'b', 'c');
  await client.deleteStream(stream);
  return stream;
};
const read = (stream: string) => collect(client.readStream(stream));

describe('a deleted stream', () => {
  test('is not found, while $all keeps its events', async () => {
    const stream = await deletedStream();
    expect(await rejectionOf(read(stream))).toBeInstanceOf(StreamNotFoundError);
    expect(await rejectionOf(collect(client.readStream(stream, { direction: BACKWARDS })))).toBeInstanceOf(
      StreamNotFoundError,
    );
    const inAll = (await collect(client.readAll())).filter(({ event }) => event?.streamId === stream);
    expect(typesOf(inAll)).toEqual(['a', 'b', 'c']);
  });

  test.each([NO_STREAM, ANY, 2n] as const)(
    'comes back when %s is expected, and counts on',
    async (expectedRevision) => {
      const stream = await deletedStream();
      const result = await client.appendToStream(stream, events('d'), { expectedRevision });
      expect(result.nextExpectedRevision).toBe(3n);
      const [only, ...others] = await read(stream);
      expect(only?.event).toMatchObject({ type: 'd', revision: 3n });
      expect(others).toEqual([]);
      expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    },
  );

  test('does not exist for those who expect that it does', async () => {
    const stream = await deletedStream();
    const refused = client.appendToStream(stream, events('d'), { expectedRevision: STREAM_EXISTS });
    expect(await rejectionOf(refused)).toBeInstanceOf(StreamDeletedError);
  });

  test('loses the metadata it had', async () => {
    const stream = await streamOf('a');
    await client.setStreamMetadata(stream, { maxCount: 4, owner: 'us' });
    await client.deleteStream(stream);
    const [last] = await collect(client.readStream(`$$${stream}`));
    expect(last?.event?.data).toEqual({ $tb: Number(2n ** 63n - 1n) });
    await client.appendToStream(stream, events('b'));
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 1 });
  });

  test('comes back empty when metadata is written to it', async () => {
    const stream = await deletedStream();
    await client.setStreamMetadata(stream, { maxCount: 9, truncateBefore: 1, owner: 'us' });
    expect(await read(stream)).toEqual([]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 9, owner: 'us', truncateBefore: 3 });
    await client.appendToStream(stream, events('d'), { expectedRevision: 2n });
    expect(typesOf(await read(stream))).toEqual(['d']);
  });

  test('is still deleted after a restart', async () => {
    const stream = await deletedStream();
    await node.restart();
    client = node.client;
    expect(await rejectionOf(read(stream))).toBeInstanceOf(StreamNotFoundError);
  });
});

describe('deleting', () => {
  test('asks for the revision it is told to expect', async () => {
    const stream = await streamOf('a', 'b');
    const refused = await rejectionOf(client.deleteStream(stream, { expectedRevision: 0n }));
    expect(refused).toBeInstanceOf(WrongExpectedVersionError);
    expect(refused).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 1n });
    const { position } = await client.deleteStream(stream, { expectedRevision: 1n });
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(position).toEqual(last?.event?.position);
  });

  test('needs a stream, if only one with metadata', async () => {
    const nobody = await rejectionOf(client.deleteStream(node.newStream()));
    expect(nobody).toMatchObject({ expectedVersion: -2n, actualVersion: -1n });
    const described = node.newStream();
    await client.setStreamMetadata(described, { maxCount: 1 });
    await client.deleteStream(described);
  });
});

describe('a tombstone', () => {
  test('ends the stream for good, and stands in $all', async () => {
    const stream = await streamOf('a');
    const { position } = await client.tombstoneStream(stream, { expectedRevision: 0n });
    for (const expectedRevision of [ANY, NO_STREAM, STREAM_EXISTS, 0n, 1n] as const) {
      const refused = client.appendToStream(stream, events('b'), { expectedRevision });
      expect(await rejectionOf(refused)).toBeInstanceOf(StreamDeletedError);
    }
    expect(await rejectionOf(client.deleteStream(stream))).toBeInstanceOf(StreamDeletedError);
    expect(await rejectionOf(client.tombstoneStream(stream))).toBeInstanceOf(StreamDeletedError);
    expect(await rejectionOf(client.setStreamMetadata(stream, {}))).toBeInstanceOf(StreamDeletedError);
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last?.event).toMatchObject({ streamId: stream, type: '$streamDeleted', revision: 2n ** 63n - 1n, position });
  });

  test('may be set on a stream that never was', async () => {
    const stream = node.newStream();
    await client.tombstoneStream(stream);
    expect(await rejectionOf(read(stream))).toBeInstanceOf(StreamDeletedError);
    const refused = client.tombstoneStream(node.newStream(), { expectedRevision: 4n });
    expect(await rejectionOf(refused)).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('holds after a restart', async () => {
    const stream = await streamOf('a');
    await client.tombstoneStream(stream);
    await node.restart();
    client = node.client;
    const refused = client.appendToStream(stream, jsonEvent({ type: 'b', data: {} }));
    expect(await rejectionOf(refused)).toBeInstanceOf(StreamDeletedError);
  });
});
