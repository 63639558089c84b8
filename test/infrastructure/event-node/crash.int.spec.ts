import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { EventStoreDBClient, type JSONEventType, type ResolvedEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveEventNode } from '../../../infrastructure/event-node/serve.js';
import { type Built, built } from './support/built.js';
import { collect } from './support/collect.js';

const ROUNDS = 5;
const TIMES_TO_LIVE = [120, 350, 60, 600, 240];

type Acknowledged = { readonly stream: string; readonly round: string; readonly batch: number; readonly last: number };
type Counted = { readonly round: string; readonly batch: number; readonly index: number; readonly size: number };

let folder: string;
let code: Built;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-node-crash-'));
  code = await built('test/infrastructure/event-node/support/appending-process.ts');
});
afterAll(async () => {
  await code.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Lets a process append for a while after its first acknowledgement, and kills it in the middle of what it does. */
const appendUntilKilled = async (file: string, round: number): Promise<ReadonlyArray<Acknowledged>> => {
  const child: ChildProcess = spawn(process.execPath, [code.script('appending-process'), file, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('The process has no output.');
  const acknowledged: Array<Acknowledged> = [];
  const lines = createInterface({ input: child.stdout });
  const reading = (async () => {
    for await (const line of lines) if (line.endsWith('}')) acknowledged.push(JSON.parse(line));
  })();
  await once(lines, 'line');
  await after(TIMES_TO_LIVE[round] ?? 100);
  child.kill('SIGKILL');
  await once(child, 'close');
  await reading;
  return acknowledged;
};

type CountedEvent = JSONEventType<'Counted', Counted>;

const dataOf = ({ event }: ResolvedEvent<CountedEvent>): Counted => {
  if (event === undefined) throw new Error('An event is missing.');
  return event.data;
};

test('what was acknowledged before a kill -9 is there once and in order, and no batch in part', async () => {
  const file = join(folder, 'events.db');
  const acknowledged: Array<Acknowledged> = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    acknowledged.push(...(await appendUntilKilled(file, round)));

    const node = await serveEventNode({ file });
    const client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${node.port}?tls=false`;
    const log = await collect(client.readAll());
    const positions = log.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
    for (const stream of new Set(acknowledged.map((append) => append.stream))) {
      const events = await collect(client.readStream<CountedEvent>(stream));
      expect(events.map(({ event }) => Number(event?.revision))).toEqual(events.map((_, index) => index));
      expect(events.map(({ event }) => event?.id)).toEqual(
        log.filter(({ event }) => event?.streamId === stream).map(({ event }) => event?.id),
      );
      for (const [revision, one] of events.entries()) {
        const { index, size, batch } = dataOf(one);
        const first = revision - index;
        expect(events.slice(first, first + size).map(dataOf)).toEqual(
          Array.from({ length: size }, (_, place) => ({ ...dataOf(one), index: place, size, batch })),
        );
      }
      for (const append of acknowledged.filter((one) => one.stream === stream)) {
        const last = events[append.last];
        expect(last && dataOf(last)).toMatchObject({ round: append.round, batch: append.batch });
      }
    }
    await client.dispose();
    await node.stop();
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 8);
}, 120_000);
