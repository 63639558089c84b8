import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { EventStoreDBClient, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveEventNode } from '../../../infrastructure/event-node/serve.js';
import { type Built, built } from './support/built.js';
import { eventually } from './support/consuming.js';

const TIMES_TO_LIVE = [150, 400, 80, 700, 250];
const STREAM = 'crashing-1';
const GROUP = 'survivors';

type Said = { readonly _tag: 'appended' | 'delivered'; readonly revision: number };

let folder: string;
let code: Built;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-node-persistent-'));
  code = await built('test/infrastructure/event-node/support/consuming-process.ts');
});
afterAll(async () => {
  await code.remove();
  await rm(folder, { recursive: true, force: true });
});

const consumeUntilKilled = async (file: string, round: number, timeToLive: number): Promise<ReadonlyArray<Said>> => {
  const child: ChildProcess = spawn(
    process.execPath,
    [code.script('consuming-process'), file, STREAM, GROUP, String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout === null) throw new Error('The process has no output.');
  const said: Array<Said> = [];
  const lines = createInterface({ input: child.stdout });
  const reading = (async () => {
    for await (const line of lines) if (line.endsWith('}')) said.push(JSON.parse(line));
  })();
  await once(lines, 'line');
  await after(timeToLive);
  child.kill('SIGKILL');
  await once(child, 'close');
  await reading;
  return said;
};

const openNode = async (file: string) => {
  const node = await serveEventNode({ file });
  const client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${node.port}?tls=false`;
  const close = async () => {
    await client.dispose();
    await node.stop();
  };
  return { client, close };
};

test('whatever kill -9 interrupts, each event is delivered, and what was parked can be replayed', async () => {
  const file = join(folder, 'events.db');
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({
    startFrom: START,
    checkPointLowerBound: 1,
    checkPointUpperBound: 25,
    checkPointAfter: 20,
  });
  const first = await openNode(file);
  await first.client.createPersistentSubscriptionToStream(STREAM, GROUP, settings);
  await first.close();

  const delivered = new Set<number>();
  let appended = -1;
  let checkpoint = -1n;
  for (const [round, timeToLive] of TIMES_TO_LIVE.entries()) {
    for (const { _tag, revision } of await consumeUntilKilled(file, round, timeToLive)) {
      if (_tag === 'appended') appended = Math.max(appended, revision);
      else delivered.add(revision);
    }
    const { client, close } = await openNode(file);
    const { stats } = await client.getPersistentSubscriptionToStreamInfo(STREAM, GROUP);
    const reached = stats.lastCheckpointedEventRevision ?? -1n;
    expect(reached).toBeGreaterThanOrEqual(checkpoint);
    for (let revision = 0; revision <= Number(reached); revision += 1) expect(delivered).toContain(revision);
    checkpoint = reached;
    await close();
  }
  expect(checkpoint).toBeGreaterThan(0n);

  const { client, close } = await openNode(file);
  const acked = new Set<number>();
  const subscription = client.subscribeToPersistentSubscriptionToStream(STREAM, GROUP, { bufferSize: 100 });
  subscription.on('data', async (resolved) => {
    acked.add(Number(resolved.event?.revision));
    await subscription.ack(resolved);
  });
  const info = async () => (await client.getPersistentSubscriptionToStreamInfo(STREAM, GROUP)).stats;
  await eventually(async () => (await info()).lastCheckpointedEventRevision === (await info()).lastKnownEventRevision);
  await client.replayParkedMessagesToStream(STREAM, GROUP);
  await eventually(async () => {
    const { parkedMessageCount, outstandingMessagesCount, retryBufferCount } = await info();
    return parkedMessageCount === 0n && outstandingMessagesCount === 0 && retryBufferCount === 0;
  });
  for (let revision = 0; revision <= appended; revision += 1) {
    expect(delivered.has(revision) || acked.has(revision)).toBe(true);
    if (revision % 10 === 3 && revision <= Number(checkpoint)) expect(acked).toContain(revision);
  }
  await close();
}, 120_000);
