import { randomUUID } from 'node:crypto';
import {
  ANY,
  type AppendToStreamOptions,
  binaryEvent,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, rejectionOf, typesOf } from './support/collect.js';
import { events, numbered, unary } from './support/events.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

const paths: ReadonlyArray<[string, AppendToStreamOptions]> = [
  ['batch append', {}],
  ['unary append', unary],
];

describe.each(paths)('%s', (_path, options) => {
  const append = (stream: string, batch: Parameters<typeof node.client.appendToStream>[1], rest = {}) =>
    node.client.appendToStream(stream, batch, { ...options, ...rest });
  const read = (stream: string) => collect(node.client.readStream(stream));

  test('keeps what was said, in order', async () => {
    const stream = node.newStream();
    const id = randomUUID();
    const result = await append(stream, [
      jsonEvent({ id, type: 'Said', data: { text: 'naïve ✓' }, metadata: { by: 'us' } }),
      binaryEvent({ type: 'Drawn', data: Buffer.from([0, 1, 255]), metadata: Buffer.from([9]) }),
    ]);
    const [said, drawn] = (await read(stream)).map(({ event }) => event);
    expect(said).toMatchObject({
      id,
      type: 'Said',
      isJson: true,
      revision: 0n,
      data: { text: 'naïve ✓' },
      metadata: { by: 'us' },
    });
    expect(drawn).toMatchObject({ type: 'Drawn', isJson: false, revision: 1n });
    expect(Buffer.from(drawn?.data as Uint8Array)).toEqual(Buffer.from([0, 1, 255]));
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n, position: drawn?.position });
  });

  test('is refused at another revision, and nothing of it is written', async () => {
    const stream = node.newStream();
    const first = await rejectionOf(append(stream, events('a'), { expectedRevision: 0n }));
    expect(first).toBeInstanceOf(WrongExpectedVersionError);
    expect(first).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 'no_stream' });
    await append(stream, events('a', 'b'));
    const second = await rejectionOf(append(stream, events('c', 'd'), { expectedRevision: NO_STREAM }));
    expect(second).toMatchObject({ expectedVersion: 'no_stream', actualVersion: 1n });
    expect(typesOf(await read(stream))).toEqual(['a', 'b']);
  });

  test('may ask for a stream that exists', async () => {
    const stream = node.newStream();
    const refused = await rejectionOf(append(stream, events('a'), { expectedRevision: STREAM_EXISTS }));
    expect(refused).toMatchObject({ expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
    await append(stream, events('a'));
    await append(stream, events('b'), { expectedRevision: STREAM_EXISTS });
    expect(typesOf(await read(stream))).toEqual(['a', 'b']);
  });

  test.each([NO_STREAM, ANY])(
    'said twice with %s is written once, at the place of the first time',
    async (expected) => {
      const stream = node.newStream();
      const batch = events('a', 'b');
      const first = await append(stream, batch, { expectedRevision: expected });
      await append(stream, events('c'));
      await node.restart();
      expect(await append(stream, batch, { expectedRevision: expected })).toEqual(first);
      expect(typesOf(await read(stream))).toEqual(['a', 'b', 'c']);
    },
  );

  test('without events answers where the stream is', async () => {
    const stream = node.newStream();
    await append(stream, events('a', 'b', 'c'));
    expect(await append(stream, [], { expectedRevision: 2n })).toMatchObject({ nextExpectedRevision: 2n });
    expect(await rejectionOf(append(stream, [], { expectedRevision: 1n }))).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('over a mebibyte is refused whole, and the connection goes on', async () => {
    const stream = node.newStream();
    const large = jsonEvent({ type: 'Large', data: { text: 'x'.repeat(600_000) } });
    const refused = await rejectionOf(append(stream, [large, { ...large, id: randomUUID() }]));
    expect(refused).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(refused).toMatchObject({ maxAppendSize: 1024 * 1024 });
    await append(stream, large, { expectedRevision: NO_STREAM });
    expect(typesOf(await read(stream))).toEqual(['Large']);
  });

  test('reports a stream whose name is not ASCII', async () => {
    const stream = `konto-Ünal ✓ ${randomUUID()}`;
    await append(stream, events('a'));
    expect(await rejectionOf(append(stream, events('b'), { expectedRevision: 5n }))).toMatchObject({
      streamName: stream,
    });
    await node.client.tombstoneStream(stream);
    expect(await rejectionOf(append(stream, events('b')))).toBeInstanceOf(StreamDeletedError);
    const refused = await rejectionOf(node.client.deleteStream(stream));
    expect(refused).toBeInstanceOf(StreamDeletedError);
    expect(decodeURIComponent((refused as StreamDeletedError).streamName)).toBe(stream);
  });
});

test('a batch may come in many messages', async () => {
  const stream = node.newStream();
  await node.client.appendToStream(stream, numbered(300), { batchAppendSize: 500, expectedRevision: NO_STREAM });
  const read = await collect(node.client.readStream(stream));
  expect(read.map(({ event }) => event?.data)).toEqual(numbered(300).map(({ data }) => data));
});

test('the rest of a batch that was refused is passed over', async () => {
  const stream = node.newStream();
  const large = () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(400_000) } });
  const appending = node.client.appendToStream(stream, [large(), large(), large(), large(), large()], {
    batchAppendSize: 400_100,
  });
  const other = node.client.appendToStream(stream, events('a'));
  expect(await rejectionOf(appending)).toBeInstanceOf(MaxAppendSizeExceededError);
  await other;
  expect(typesOf(await collect(node.client.readStream(stream)))).toEqual(['a']);
});

test('many appends at once are each answered with their own place', async () => {
  const streams = Array.from({ length: 20 }, () => node.newStream());
  const results = await Promise.all(
    streams.flatMap((stream) => [0, 1, 2].map(() => node.client.appendToStream(stream, numbered(3)))),
  );
  const positions = results.map(({ position }) => position?.commit ?? 0n);
  expect(new Set(positions).size).toBe(60);
  for (const stream of streams) expect(await collect(node.client.readStream(stream))).toHaveLength(9);
});
