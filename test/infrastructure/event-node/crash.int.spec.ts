import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, type JSONEventType, type ResolvedEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveEventNode } from '../../../infrastructure/event-node/serve.js';
import { type Acknowledged, appendUntilKilled } from './support/append-until-killed.js';
import { type Built, built } from './support/built.js';
import { collect } from './support/collect.js';

const ROUNDS = 5;
const TIMES_TO_LIVE = [120, 350, 60, 600, 240];

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

type CountedEvent = JSONEventType<'Counted', Counted>;

const dataOf = ({ event }: ResolvedEvent<CountedEvent>): Counted => {
  if (event === undefined) throw new Error('An event is missing.');
  return event.data;
};

test('what was acknowledged before a kill -9 is there once and in order, and no batch in part', async () => {
  const file = join(folder, 'events.db');
  const acknowledged: Array<Acknowledged> = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    acknowledged.push(
      ...(await appendUntilKilled(code, file, { number: round, milliseconds: TIMES_TO_LIVE[round] ?? 100 })),
    );

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
