import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Built, built } from './support/built.js';
import { take } from './support/collect.js';

const SUBSCRIPTIONS = 2_000;
const CONNECTIONS = 4;
/** These have a connection each: on a shared one the client would make them wait for those that stand still. */
const GOING_ON = 2;
const BATCHES = 20;
const BATCH = 500;
const MEBIBYTE = 1024 * 1024;
/** The pages kept for readers, and sixteen messages for each subscription; the log itself has 12 MiB, for each of them. */
const MOST_HELD = 128;

let folder: string;
let code: Built;
let child: ChildProcessByStdio<Writable, Readable, null>;
let lines: AsyncIterator<string>;
let port: number;
let client: EventStoreDBClient;
let stubs: ReadonlyArray<StreamsClient>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-node-many-'));
  code = await built('test/infrastructure/event-node/support/measured-node.ts');
  child = spawn(process.execPath, ['--expose-gc', code.script('measured-node'), join(folder, 'events.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  port = await nextNumber();
  client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${port}?tls=false`;
  const connections = { 'grpc.use_local_subchannel_pool': 1 };
  stubs = Array.from(
    { length: GOING_ON + CONNECTIONS },
    () => new StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure(), connections),
  );
});
afterAll(async () => {
  for (const stub of stubs) stub.close();
  await client.dispose();
  child.kill();
  await once(child, 'exit');
  await code.remove();
  await rm(folder, { recursive: true, force: true });
});

const nextNumber = async (): Promise<number> => Number((await lines.next()).value);

const bytesHeld = (): Promise<number> => {
  child.stdin.write('\n');
  return nextNumber();
};

const subscription = (): pb.ReadReq => {
  const all = new pb.ReadReq.Options.AllOptions().setStart(new sharedPb.Empty());
  const options = new pb.ReadReq.Options()
    .setAll(all)
    .setSubscription(new pb.ReadReq.Options.SubscriptionOptions())
    .setNoFilter(new sharedPb.Empty())
    .setUuidOption(new pb.ReadReq.Options.UUIDOption().setString(new sharedPb.Empty()));
  return new pb.ReadReq().setOptions(options);
};

/** Subscriptions whose readers take nothing. */
const standStill = async () => {
  const stubOf = (index: number) => stubs[index < GOING_ON ? index : GOING_ON + (index % CONNECTIONS)];
  const calls = Array.from({ length: SUBSCRIPTIONS }, (_, index) => stubOf(index)?.read(subscription()));
  const open = calls.filter((call) => call !== undefined);
  for (const call of open) call.on('error', () => undefined);
  await Promise.all(open.map((call) => once(call, 'metadata')));
  return open;
};

test('thousands of subscriptions that do not read hold little, and hold up nobody', { timeout: 90_000 }, async () => {
  await client.appendToStream('numbers', jsonEvent({ type: 'Counted', data: { number: -1 } }));
  const standing = await standStill();
  const before = await bytesHeld();

  const text = 'x'.repeat(1_000);
  const reader = take(BATCHES * BATCH, client.subscribeToStream('numbers', { fromRevision: 0n }));
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const numbers = Array.from({ length: BATCH }, (_, index) => batch * BATCH + index);
    await client.appendToStream(
      'numbers',
      numbers.map((number) => jsonEvent({ type: 'Counted', data: { number, text } })),
    );
  }
  const read = (await reader).map(({ event }) => Number(event?.revision));
  expect(read).toEqual(Array.from({ length: BATCHES * BATCH }, (_, index) => index + 1));
  expect(((await bytesHeld()) - before) / MEBIBYTE).toBeLessThan(MOST_HELD);

  for (const call of standing.slice(0, GOING_ON)) {
    const revisions: Array<number> = [];
    for await (const response of call) {
      const event = response.getEvent()?.getEvent();
      if (event !== undefined) revisions.push(Number(event.getStreamRevision()));
      if (revisions.length > BATCHES * BATCH) break;
    }
    expect(revisions).toEqual(Array.from({ length: BATCHES * BATCH + 1 }, (_, index) => index));
  }
});
