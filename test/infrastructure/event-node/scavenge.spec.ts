import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  ANY,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  jsonEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect, rejectionOf, take, typesOf } from './support/collect.js';
import { events, linkTo, numbered } from './support/events.js';
import { startScavenge } from './support/operations.js';
import { type RunningNode, runningNode } from './support/running-node.js';
import { scavenge, scavenged } from './support/scavenged.js';

const MINUTE = 60_000;

let now = Date.UTC(2026, 0, 1);
let node: RunningNode;
let client: EventStoreDBClient;
beforeEach(async () => {
  node = await runningNode({ now: () => now });
  client = node.client;
});
afterEach(() => node.stop());

const written = async (stream: string, ...types: ReadonlyArray<string>) => {
  await client.appendToStream(stream, events(...types));
  return stream;
};
/** What $all has of the streams with this name or about it. */
const kept = async (...streams: ReadonlyArray<string>) =>
  (await collect(client.readAll()))
    .filter(({ event }) => streams.includes(event?.streamId ?? ''))
    .map(({ event }) => `${event?.revision}@${event?.streamId}:${event?.type}`);

describe('a scavenge removes', () => {
  test('what $maxCount hides', async () => {
    await written('a-1', 'a', 'b', 'c', 'd');
    await client.setStreamMetadata('a-1', { maxCount: 2 });
    await scavenge(client, node.port);
    expect(await kept('a-1')).toEqual(['2@a-1:c', '3@a-1:d']);
  });

  test('what is before $tb', async () => {
    await written('a-1', 'a', 'b', 'c');
    await client.setStreamMetadata('a-1', { truncateBefore: 1 });
    await scavenge(client, node.port);
    expect(await kept('a-1')).toEqual(['1@a-1:b', '2@a-1:c']);
  });

  test('what is older than $maxAge', async () => {
    await written('a-1', 'a', 'b');
    now += 10 * MINUTE;
    await written('a-1', 'c', 'd');
    await client.setStreamMetadata('a-1', { maxAge: 300 });
    await scavenge(client, node.port);
    expect(await kept('a-1')).toEqual(['2@a-1:c', '3@a-1:d']);
  });

  test('more than one slice of old events', async () => {
    await client.appendToStream('a-1', numbered(1300));
    now += 10 * MINUTE;
    await written('a-1', 'c');
    await client.setStreamMetadata('a-1', { maxAge: 300 });
    await scavenge(client, node.port);
    expect(await kept('a-1')).toEqual(['1300@a-1:c']);
  });

  test('all but the last event of a deleted stream, which counts on from there', async () => {
    await written('a-1', 'a', 'b', 'c');
    await client.deleteStream('a-1');
    await scavenge(client, node.port);
    expect(await kept('a-1')).toEqual(['2@a-1:c']);
    expect(await rejectionOf(collect(client.readStream('a-1')))).toBeInstanceOf(StreamNotFoundError);
    const { nextExpectedRevision } = await client.appendToStream('a-1', events('d'), { expectedRevision: 2n });
    expect(nextExpectedRevision).toBe(3n);
    expect(typesOf(await collect(client.readStream('a-1')))).toEqual(['d']);
  });

  test('everything of a stream with a tombstone but the tombstone, which holds after a restart', async () => {
    await written('a-1', 'a', 'b');
    await client.setStreamMetadata('a-1', { maxCount: 9 });
    await client.tombstoneStream('a-1');
    await scavenge(client, node.port);
    expect(await kept('a-1', '$$a-1')).toEqual([`${2n ** 63n - 1n}@a-1:$streamDeleted`]);
    await node.restart();
    client = node.client;
    expect(await rejectionOf(client.appendToStream('a-1', events('c')))).toBeInstanceOf(StreamDeletedError);
    expect(await rejectionOf(client.setStreamMetadata('a-1', {}))).toBeInstanceOf(StreamDeletedError);
  });

  test('metadata that was replaced', async () => {
    for (const maxCount of [7, 8, 9]) await client.setStreamMetadata('a-1', { maxCount });
    await scavenge(client, node.port);
    expect(await kept('$$a-1')).toEqual(['2@$$a-1:$metadata']);
    expect((await client.getStreamMetadata('a-1')).metadata).toEqual({ maxCount: 9 });
  });

  test('never the last event of a stream, even when nothing of it can be read', async () => {
    await written('a-1', 'a', 'b');
    await client.setStreamMetadata('a-1', { truncateBefore: 50 });
    await scavenge(client, node.port);
    expect(await kept('a-1')).toEqual(['1@a-1:b']);
  });
});

describe('after a scavenge', () => {
  test('positions and revisions are what they were, and the next ones go on from there', async () => {
    await written('a-1', 'a', 'b', 'c', 'd');
    const before = await collect(client.readStream('a-1', { fromRevision: 2n }));
    await client.setStreamMetadata('a-1', { maxCount: 2 });
    await scavenge(client, node.port);
    expect(await collect(client.readStream('a-1'))).toEqual(before);
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    const { position, nextExpectedRevision } = await client.appendToStream('a-1', events('e'), {
      expectedRevision: 3n,
    });
    expect(nextExpectedRevision).toBe(4n);
    expect(position?.commit).toBeGreaterThan(last?.event?.position?.commit ?? 0n);
  });

  test('a stream that shows everything again is read in pages over the gap, once and in order', async () => {
    await client.appendToStream('a-1', numbered(700));
    await client.setStreamMetadata('a-1', { truncateBefore: 300 });
    await scavenge(client, node.port);
    await client.setStreamMetadata('a-1', {});
    const revisions = Array.from({ length: 400 }, (_, index) => BigInt(300 + index));
    const read = async (direction: 'forwards' | 'backwards') =>
      (await collect(client.readStream('a-1', { direction, fromRevision: direction === BACKWARDS ? END : START }))).map(
        ({ event }) => event?.revision,
      );
    expect(await read('forwards')).toEqual(revisions);
    expect(await read('backwards')).toEqual(revisions.toReversed());
  });

  test('a link to what is gone does not resolve, and one to what is left does', async () => {
    await written('a-1', 'a', 'b');
    await client.appendToStream('links', [linkTo('0@a-1'), linkTo('1@a-1')]);
    await client.setStreamMetadata('a-1', { truncateBefore: 1 });
    await scavenge(client, node.port);
    await client.setStreamMetadata('a-1', {});
    const links = await collect(client.readStream('links', { resolveLinkTos: true }));
    expect(typesOf(links)).toEqual([undefined, 'b']);
  });

  test('the file is smaller', async () => {
    const data = 'x'.repeat(2000);
    for (let batch = 0; batch < 10; batch += 1) {
      const batchOf200 = Array.from({ length: 200 }, () => jsonEvent({ type: 'a', data }));
      await client.appendToStream('a-1', batchOf200);
    }
    await client.setStreamMetadata('a-1', { maxCount: 1 });
    const outcome = await scavenge(client, node.port);
    expect(outcome).toMatchObject({
      result: 'Success',
      error: '',
      timeTaken: expect.stringMatching(/^\d\d:\d\d:\d\d/),
    });
    const { spaceSaved } = outcome as { readonly spaceSaved: number };
    expect(spaceSaved).toBeGreaterThan(3_000_000);
    await node.restart();
    client = node.client;
    expect((await stat(node.file)).size).toBeLessThan(1_000_000);
  });
});

describe('while a scavenge runs', () => {
  test('subscriptions and appends go on, and what is left is read once and in order', async () => {
    for (let stream = 0; stream < 150; stream += 1) {
      await client.appendToStream(`many-${stream}`, numbered(20));
      if (stream % 2 === 0) await client.setStreamMetadata(`many-${stream}`, { maxCount: 1 });
    }
    const seen: Array<bigint> = [];
    const subscription = client.subscribeToAll();
    subscription.on('data', ({ event }) => {
      if (event?.position !== undefined) seen.push(event.position.commit);
    });
    const { id } = await startScavenge(node.port);
    for (let number = 0; number < 30; number += 1) {
      await client.appendToStream('live-1', events('live'));
      await nextTurn();
    }
    await scavenged(client, id);
    const marker = await client.appendToStream('live-1', events('end'));
    const end = marker.position?.commit ?? 0n;
    await take(1, client.subscribeToStream('live-1', { fromRevision: marker.nextExpectedRevision - 1n }));
    while (!seen.includes(end)) await nextTurn();
    await subscription.unsubscribe();

    expect(seen).toEqual([...new Set(seen)].sort((a, b) => (a < b ? -1 : 1)));
    const left = (await collect(client.readAll())).map(({ event }) => event?.position?.commit ?? 0n);
    expect(left.filter((position) => position <= end && !seen.includes(position))).toEqual([]);
    expect(await kept('many-0')).toEqual(['19@many-0:Counted']);
    expect(await kept('live-1')).toHaveLength(31);
  });
});

test('a scavenge that the end of the process cut short is said to be interrupted at the next start', async () => {
  await scavenge(client, node.port);
  const { id } = await startScavenge(node.port);
  await scavenged(client, id);
  await node.restart(() => {
    const database = new Database(node.file);
    database.exec(`DELETE FROM events WHERE type = '$scavengeCompleted' AND stream_id =
      (SELECT id FROM streams WHERE name = '$scavenges-${id}')`);
    database.exec(`UPDATE streams SET last_revision = 0 WHERE name = '$scavenges-${id}'`);
    database.close();
  });
  client = node.client;
  expect(await scavenged(client, id)).toMatchObject({ scavengeId: id, result: 'Interrupted' });
  const history = await collect(client.readStream('$scavenges', { resolveLinkTos: true, fromRevision: START }));
  expect(typesOf(history).slice(0, 2)).toEqual(['$scavengeStarted', '$scavengeCompleted']);
  expect((await client.getStreamMetadata('$scavenges')).metadata).toMatchObject({ maxAge: 2_592_000 });
  expect((await client.appendToStream('a-1', events('a'), { expectedRevision: ANY })).success).toBe(true);
});
