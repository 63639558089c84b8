import { PersistentSubscriptionsClient } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import pb from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { credentials, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rejectionOf } from './support/collect.js';
import { consuming } from './support/consuming.js';
import { events } from './support/events.js';
import { identifierOf } from './support/raw-client.js';
import { type RunningNode, runningNode } from './support/running-node.js';
import { answerOf } from './support/secure-node.js';

// What the official client never sends.

let node: RunningNode;
let stub: PersistentSubscriptionsClient;
beforeAll(async () => {
  node = await runningNode();
  stub = new PersistentSubscriptionsClient(`127.0.0.1:${node.port}`, credentials.createInsecure());
});
afterAll(async () => {
  stub.close();
  await node.stop();
});

const empty = () => new sharedPb.Empty();

const settings = () =>
  new pb.CreateReq.Settings()
    .setRevision('0')
    .setMaxRetryCount(3)
    .setMaxCheckpointCount(10)
    .setLiveBufferSize(10)
    .setReadBatchSize(10)
    .setHistoryBufferSize(10)
    .setMessageTimeoutMs(1_000);

const optionsFor = (stream: string, group = 'raw') =>
  new pb.CreateReq.Options().setStreamIdentifier(identifierOf(stream)).setGroupName(group).setSettings(settings());

const create = (options: ReturnType<typeof optionsFor>) =>
  answerOf((respond) => stub.create(new pb.CreateReq().setOptions(options), respond));

type ReadResponse = InstanceType<typeof pb.ReadResp>;

/** A call whose messages are sent one after the other as they are; the code it ends with. */
const statusAfter = (...messages: ReadonlyArray<InstanceType<typeof pb.ReadReq>>): Promise<number> =>
  new Promise((resolve) => {
    const call = stub.read();
    call.on('error', ({ code }: { code: number }) => resolve(code));
    call.on('end', () => resolve(status.OK));
    call.resume();
    for (const message of messages) call.write(message);
  });

const join = (stream: string, bufferSize = 10) =>
  new pb.ReadReq().setOptions(
    new pb.ReadReq.Options().setStreamIdentifier(identifierOf(stream)).setGroupName('raw').setBufferSize(bufferSize),
  );

describe('a group is made', () => {
  test('with the options of older and of newer clients', async () => {
    const older = node.newStream();
    await create(
      optionsFor(older).setSettings(
        settings()
          .setRevision(String(2n ** 64n - 1n))
          .setMessageTimeoutTicks('25000000'),
      ),
    );
    const newer = node.newStream();
    const stream = new pb.CreateReq.StreamOptions().setStreamIdentifier(identifierOf(newer)).setEnd(empty());
    const named = settings().setConsumerStrategy('Pinned');
    await create(new pb.CreateReq.Options().setStream(stream).setGroupName('raw').setSettings(named));
    const infoOf = (name: string) => node.client.getPersistentSubscriptionToStreamInfo(name, 'raw');
    expect((await infoOf(older)).settings).toMatchObject({ startFrom: 'end', messageTimeout: 2_500 });
    expect((await infoOf(newer)).settings).toMatchObject({ startFrom: 'end', consumerStrategyName: 'Pinned' });
  });

  test.each([
    ['without a name of its own', () => optionsFor('refused-1', ''), status.INVALID_ARGUMENT],
    ['without a stream', () => optionsFor(''), status.INVALID_ARGUMENT],
    ['of a stream with the name of all', () => optionsFor('$all'), status.INVALID_ARGUMENT],
    [
      'with a strategy that does not exist',
      () => optionsFor('refused-1').setSettings(settings().setConsumerStrategy('Random')),
      status.INTERNAL,
    ],
    [
      'without settings',
      () => new pb.CreateReq.Options().setStreamIdentifier(identifierOf('refused-1')).setGroupName('raw'),
      status.INVALID_ARGUMENT,
    ],
  ])('not %s', async (_, options, code) => {
    expect(await rejectionOf(create(options()))).toMatchObject({ code });
  });

  test('not with a filter that this node does not understand', async () => {
    const expression = new pb.CreateReq.AllOptions.FilterOptions.Expression().setRegex('(unclosed');
    const filter = new pb.CreateReq.AllOptions.FilterOptions().setEventType(expression).setMax(1);
    const all = new pb.CreateReq.AllOptions().setStart(empty()).setFilter(filter);
    const options = new pb.CreateReq.Options().setAll(all).setGroupName('raw').setSettings(settings());
    expect(await rejectionOf(create(options))).toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});

describe('a consumer', () => {
  test('says first what it reads, once, and how much it holds', async () => {
    const stream = node.newStream();
    await create(optionsFor(stream));
    const ack = () => new pb.ReadReq().setAck(new pb.ReadReq.Ack());
    expect(await statusAfter(ack())).toBe(status.INVALID_ARGUMENT);
    expect(await statusAfter(join(stream), join(stream))).toBe(status.INVALID_ARGUMENT);
    expect(await statusAfter(join(stream, 0))).toBe(status.INVALID_ARGUMENT);
  });

  test('may ask for ids in two halves, and ack by them', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('a', 'b'));
    await create(optionsFor(stream));
    const call = stub.read();
    const structured = new pb.ReadReq.Options.UUIDOption().setStructured(empty());
    const message = join(stream, 1);
    message.getOptions()?.setUuidOption(structured);
    call.write(message);
    const types: Array<string> = [];
    for await (const response of call as AsyncIterable<ReadResponse>) {
      const event = response.getEvent()?.getEvent();
      if (event === undefined) continue;
      const id = event.getId();
      expect(id?.hasStructured()).toBe(true);
      types.push(event.getMetadataMap().get('type') ?? '');
      if (types.length === 2) break;
      call.write(new pb.ReadReq().setAck(new pb.ReadReq.Ack().setIdsList(id === undefined ? [] : [id])));
    }
    expect(types).toEqual(['a', 'b']);
    call.cancel();
  });

  test('that ends its side is done, and what it held goes to the others', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('a'));
    await create(optionsFor(stream));
    const call = stub.read();
    call.write(join(stream));
    const ended = new Promise((resolve) => call.on('end', resolve));
    await new Promise<void>((resolve) => {
      call.on('data', (message: ReadResponse) => {
        if (message.hasEvent()) resolve();
      });
    });
    call.end();
    await ended;
    const next = consuming(node.client.subscribeToPersistentSubscriptionToStream(stream, 'raw'));
    expect(await next.until(1)).toEqual(['a#1']);
  });
});
