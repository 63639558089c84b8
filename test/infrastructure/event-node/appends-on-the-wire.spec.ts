import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:http2';
import { createConnection } from 'node:net';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { type ServiceError, status } from '@grpc/grpc-js';
import timestampPb from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, rejectionOf } from './support/collect.js';
import { events } from './support/events.js';
import { identifierOf, rawClient, textId } from './support/raw-client.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
let raw: StreamsClient;
beforeAll(async () => {
  node = await runningNode();
  raw = rawClient(node.port);
});
afterAll(async () => {
  raw.close();
  await node.stop();
});

const typesIn = async (stream: string) => {
  await node.client.appendToStream(stream, events('end'));
  return (await collect(node.client.readStream(stream))).map(({ event }) => event?.type);
};

const appendOptions = (stream: string) =>
  new pb.AppendReq().setOptions(
    new pb.AppendReq.Options().setStreamIdentifier(identifierOf(stream)).setAny(new sharedPb.Empty()),
  );

const proposed = (properties: Readonly<Record<string, string>>, id: string = randomUUID()) => {
  const message = new pb.AppendReq.ProposedMessage().setId(textId(id)).setData(Buffer.from('{}'));
  for (const [name, value] of Object.entries(properties)) message.getMetadataMap().set(name, value);
  return new pb.AppendReq().setProposedMessage(message);
};

const framed = (message: AppendReq): Buffer => {
  const bytes = message.serializeBinary();
  const header = Buffer.alloc(5);
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
};

const complete = { type: 'a', 'content-type': 'application/json' };

describe('a unary append', () => {
  const send = (...messages: ReadonlyArray<AppendReq>) =>
    new Promise<ServiceError | AppendResp>((resolve) => {
      const call = raw.append((error, response) => resolve(error ?? response));
      for (const message of messages) call.write(message);
      call.end();
    });

  test('whose client dies half way leaves nothing', async () => {
    const stream = node.newStream();
    const dieAfter = async (...messages: ReadonlyArray<AppendReq>) => {
      const socket = createConnection(node.port, '127.0.0.1');
      const session = connect(`http://127.0.0.1:${node.port}`, { createConnection: () => socket });
      const call = session.request({
        ':method': 'POST',
        ':path': '/event_store.client.streams.Streams/Append',
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      call.on('error', () => undefined);
      for (const message of messages) await new Promise((sent) => call.write(framed(message), sent));
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.resetAndDestroy();
      await once(session, 'close');
    };
    await Promise.all(Array.from({ length: 20 }, () => dieAfter(appendOptions(stream), proposed(complete))));
    expect(await typesIn(stream)).toEqual(['end']);
  });

  test.each([
    ['type', { 'content-type': 'application/json' }],
    ['content-type', { type: 'a' }],
  ])('needs the %s of each event', async (property, properties) => {
    const stream = node.newStream();
    const error = await send(appendOptions(stream), proposed(complete), proposed(properties));
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT, details: expect.stringContaining(`'${property}'`) });
    expect((error as ServiceError).metadata.getMap()).toMatchObject({
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    });
    expect(await typesIn(stream)).toEqual(['end']);
  });

  test('too large is refused before it ends', async () => {
    const stream = node.newStream();
    const refused = new Promise<ServiceError | null>((resolve) => {
      const call = raw.append((error) => resolve(error));
      call.write(appendOptions(stream));
      const large = proposed(complete);
      large.getProposedMessage()?.setData(Buffer.alloc(1024 * 1024));
      call.write(large);
    });
    expect((await refused)?.metadata.getMap()).toMatchObject({
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': '1048576',
    });
    expect(await typesIn(stream)).toEqual(['end']);
  });

  test('under way when the node stops is unavailable, and not written', async () => {
    const other = await runningNode({ maximumAppendSize: 100 });
    const stub = rawClient(other.port);
    const stream = other.newStream();
    const cutOff = new Promise<ServiceError | null>((resolve) => {
      const call = stub.append((error) => resolve(error));
      call.write(appendOptions(stream));
      call.write(proposed(complete));
    });
    expect(await rejectionOf(other.client.appendToStream(stream, events('x'.repeat(50))))).toMatchObject({
      maxAppendSize: 100,
    });
    await other.restart();
    expect(await cutOff).toMatchObject({ code: status.UNAVAILABLE });
    await other.client.appendToStream(stream, events('after'));
    expect((await collect(other.client.readStream(stream))).map(({ event }) => event?.type)).toEqual(['after']);
    stub.close();
    await other.stop();
  });

  test('needs ids that are UUIDs, a stream and options', async () => {
    const id = await send(appendOptions('s'), proposed(complete, 'not-a-uuid'));
    expect(id).toMatchObject({ code: status.INVALID_ARGUMENT, details: expect.stringContaining('UUID') });
    expect(await send(appendOptions(''))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await send(proposed(complete))).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  test('takes ids as two integers', async () => {
    const stream = node.newStream();
    const message = proposed(complete);
    message
      .getProposedMessage()
      ?.setId(
        new sharedPb.UUID().setStructured(
          new sharedPb.UUID.Structured().setMostSignificantBits('-1').setLeastSignificantBits('1'),
        ),
      );
    await send(appendOptions(stream), message);
    const [read] = await collect(node.client.readStream(stream));
    expect(read?.event?.id).toBe('ffffffff-ffff-ffff-0000-000000000001');
  });
});

describe('a batch append', () => {
  type Message = { readonly stream?: string; readonly id: string; readonly final: boolean; readonly inMs?: number };
  const message = ({ stream, id, final, inMs }: Message) => {
    const event = new pb.BatchAppendReq.ProposedMessage().setId(textId(randomUUID())).setData(Buffer.from('{}'));
    for (const [name, value] of Object.entries(complete)) event.getMetadataMap().set(name, value);
    const request = new pb.BatchAppendReq()
      .setCorrelationId(textId(id))
      .setProposedMessagesList([event])
      .setIsFinal(final);
    if (stream === undefined) return request;
    const options = new pb.BatchAppendReq.Options().setStreamIdentifier(identifierOf(stream)).setStreamPosition('0');
    if (inMs !== undefined) options.setDeadline(timestampPb.Timestamp.fromDate(new Date(Date.now() + inMs)));
    return request.setOptions(options);
  };
  const errorType = (response: BatchAppendResp) => response.getError()?.getDetails()?.getTypeName();

  test('past its deadline is answered, and not written', async () => {
    const stream = node.newStream();
    const call = raw.batchAppend();
    call.write(message({ stream, id: randomUUID(), final: true, inMs: -1 }));
    const [response] = await once(call, 'data');
    expect(errorType(response)).toBe('event_store.client.Timeout');
    call.end();
    expect(await typesIn(stream)).toEqual(['end']);
  });

  test('that does not become complete in time is answered, and its rest is passed over', async () => {
    const stream = node.newStream();
    const id = randomUUID();
    const call = raw.batchAppend();
    call.write(message({ stream, id, final: false, inMs: 30 }));
    const [late] = await once(call, 'data');
    expect(errorType(late)).toBe('event_store.client.Timeout');
    call.write(message({ id, final: true }));
    call.write(message({ stream, id: randomUUID(), final: true }));
    const [next] = await once(call, 'data');
    expect(errorType(next)).toBe('event_store.client.WrongExpectedVersion');
    call.end();
    expect(await typesIn(stream)).toEqual(['end']);
  });

  test('says which stream and revision it answers for', async () => {
    const stream = node.newStream();
    const id = randomUUID();
    const call = raw.batchAppend();
    call.write(message({ stream, id, final: true }));
    const [response] = await once(call, 'data');
    expect(response.getCorrelationId().getString()).toBe(id);
    expect(Buffer.from(response.getStreamIdentifier().getStreamName_asU8()).toString()).toBe(stream);
    expect(response.getStreamPosition()).toBe('0');
    call.end();
    await once(call, 'end');
  });

  test('without options ends the stream of appends', async () => {
    const call = raw.batchAppend();
    call.resume();
    call.write(message({ id: randomUUID(), final: true }));
    const [error] = await once(call, 'error').catch((thrown: unknown) => [thrown]);
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
