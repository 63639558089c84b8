import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveEventNode } from '../../../infrastructure/event-node/serve.js';
import { appendUntilKilled } from './support/append-until-killed.js';
import { type Built, built } from './support/built.js';
import { collect } from './support/collect.js';
import { projected } from './support/projected.js';

const PROJECTIONS = ['$by_category', '$by_event_type', '$stream_by_category', '$streams'];
const TIMES_TO_LIVE = [120, 400, 60, 600, 240, 90];

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

test('what projections write is written once and in order, however often the node is killed', async () => {
  const file = join(folder, 'events.db');
  for (const [number, milliseconds] of TIMES_TO_LIVE.entries()) {
    await appendUntilKilled(code, file, { number, milliseconds }, PROJECTIONS);
  }

  const node = await serveEventNode({ file });
  const client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${node.port}?tls=false`;
  await projected(client, ...PROJECTIONS);
  const all = await collect(client.readAll());
  const counted = all.filter(({ event }) => event?.streamId.startsWith('crash-'));
  const targets = counted.map(({ event }) => `${event?.revision}@${event?.streamId}`);
  const written = (stream: string) => all.filter(({ event }) => event?.streamId === stream).map(textOf);

  expect(counted.length).toBeGreaterThan(TIMES_TO_LIVE.length * 8);
  expect(written('$ce-crash')).toEqual(targets);
  expect(written('$et-Counted')).toEqual(targets);
  const first = targets.filter((target) => target.startsWith('0@'));
  expect(written('$category-crash')).toEqual(first.map((target) => target.slice(2)));
  expect(written('$streams').filter((target) => target.startsWith('0@crash-'))).toEqual(first);
  const resolved = await collect(client.readStream('$ce-crash', { resolveLinkTos: true }));
  expect(resolved.map(({ event }) => event?.id)).toEqual(counted.map(({ event }) => event?.id));
  await client.dispose();
  await node.stop();
}, 120_000);

const textOf = ({ event }: ResolvedEvent): string => Buffer.from(event?.data as Uint8Array).toString();
