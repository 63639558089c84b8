import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventStore, LogBatch, RecordedEvent, UndecodableEvent } from '../../../application/ports/event-store.js';
import { categories } from '../../../domain/catalogue.js';
import { FeatureAdopted } from '../../../domain/usage/events.js';
import { makeEventStore } from '../../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import {
  type EventLogUnderTest,
  follow,
  metadata,
  newStream,
  rightOf,
  seatCounts,
} from '../../contracts/event-store.contract.js';
import { startProxy } from '../../support/services/tcp-proxy.js';
import { valid } from '../../support/valid.js';
import { givenRating } from './given-rating.js';
import { startLog, startNode } from './support.js';

const unavailable = E.left(expect.objectContaining({ _tag: 'LogUnavailable' }));

const storeAt = (port: number) =>
  makeEventStore({
    connectionString: `esdb://127.0.0.1:${port}?tls=false`,
    subjectKeys: makeInMemorySubjectKeys(),
    categories,
  });

const adoption = (feature: string) => ({
  id: randomUUID(),
  event: valid(FeatureAdopted)({
    type: 'FeatureAdopted',
    data: { accountId: 'acme', occurredAt: '2026-03-01T10:00:00.000Z', feature },
  }),
  metadata,
});

describe('the EventStoreDB adapter', () => {
  let log: EventLogUnderTest;
  let store: EventStore;
  beforeAll(async () => {
    log = await startLog();
    store = log.store;
  });
  afterAll(() => log.close());

  it('refuses a connection string that is none', () => {
    expect(() => makeEventStore({ connectionString: 'localhost', subjectKeys: log.keys, categories })).toThrow();
  });

  it('refuses an append over the limit of the log, and says how large it was', async () => {
    const stream = newStream();
    const events = Array.from({ length: 5 }, () => adoption('x'.repeat(220_000)));
    expect(await store.append(stream, 'no-stream', events)()).toMatchObject(
      E.left({ _tag: 'AppendTooLarge', streamName: stream, bytes: expect.any(Number), limit: 1_048_576 }),
    );
    rightOf(await store.append(stream, 'no-stream', events.slice(0, 4))());
    expect(rightOf(await store.readStream(stream)())).toHaveLength(4);
  });

  it("leaves out the log's own events and those of other applications", async () => {
    const after = rightOf(await store.readHead()());
    await log.appendRaw(`foreign-${randomUUID()}`, { type: 'SeatsChanged', data: {}, metadata });
    await log.appendRaw('$settings', { type: '$UserCreated', data: {}, metadata });
    const events = seatCounts(1);
    rightOf(await store.append(newStream(), 'no-stream', events)());
    const { seen } = await follow(store, { after }, (_, { caughtUp }) => caughtUp);
    expect(seen.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('tells how far it is though nothing passes the filter', async () => {
    const after = rightOf(await store.readHead()());
    const { position } = rightOf(await store.append(newStream(), 'no-stream', seatCounts(1, 2, 3))());
    const { seen, batches } = await follow(store, { after, types: ['CaseOpened'] }, (_, { caughtUp }) => caughtUp);
    expect(seen).toEqual([]);
    expect(batches.at(-1)?.position).toEqual(position);
  });

  it('makes larger batches for a slower consumer, and never holds more than two of the largest', async () => {
    const after = rightOf(await store.readHead()());
    const events = seatCounts(...Array.from({ length: 400 }, (_, i) => i));
    rightOf(await store.append(newStream(), 'no-stream', events)());
    const sizes: Array<number> = [];
    for await (const { events, caughtUp } of store.subscribeToAll({
      after,
      maxBatch: 50,
      signal: new AbortController().signal,
    })) {
      sizes.push(events.length);
      if (caughtUp) break;
      await sleep(20);
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(400);
    expect(Math.max(...sizes)).toBe(50);
    expect(sizes.length).toBeLessThan(40);
  });

  it('reports keys that cannot be fetched as an unavailable log, never as erasure', async () => {
    const node = await startNode();
    const keys = makeInMemorySubjectKeys();
    const { toAppend } = await givenRating(keys);
    const { connectionString } = node;
    const writer = makeEventStore({ connectionString, subjectKeys: keys, categories });
    rightOf(await writer.append('supportcase-1', 'no-stream', [toAppend])());
    await writer.close();

    const keysOf = () => Promise.reject(new Error('the key store is away'));
    const reader = makeEventStore({ connectionString, subjectKeys: { ...keys, keysOf }, categories });
    const away = { _tag: 'LogUnavailable', reason: 'the key store is away' };
    expect(await reader.readStream('supportcase-1')()).toMatchObject(E.left(away));
    expect(await followUntilItEnds(reader, undefined).ended).toMatchObject(away);
    await reader.close();
    await node.remove();
  });
});

type Followed = { readonly seen: Array<RecordedEvent | UndecodableEvent>; readonly ended: Promise<unknown> };

const followUntilItEnds = (store: EventStore, after: LogBatch['position'] | undefined): Followed => {
  const seen: Followed['seen'] = [];
  const run = async (): Promise<unknown> => {
    try {
      for await (const { events } of store.subscribeToAll({ after, signal: new AbortController().signal })) {
        seen.push(...events);
      }
      return 'ended';
    } catch (error) {
      return error;
    }
  };
  return { seen, ended: run() };
};

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(5);
};

describe('when the log goes away', () => {
  it('says so to everyone, and everything works again when it is back', async () => {
    const node = await startNode();
    const store = storeAt(node.port);
    const stream = newStream();
    const [first, second] = [seatCounts(1), seatCounts(2)];
    rightOf(await store.append(stream, 'no-stream', first)());
    const before = followUntilItEnds(store, undefined);
    await until(() => before.seen.length === 1);

    await node.stop();
    expect(await before.ended).toMatchObject({ _tag: 'LogUnavailable', reason: expect.any(String) });
    expect(await store.append(stream, 0n, second)()).toEqual(unavailable);
    expect(await store.readStream(stream)()).toEqual(unavailable);
    expect(await store.readHead()()).toEqual(unavailable);
    expect(await followUntilItEnds(store, undefined).ended).toMatchObject({ _tag: 'LogUnavailable' });

    await node.startAgain();
    let appended = await store.append(stream, 0n, second)();
    while (E.isLeft(appended)) {
      await sleep(50);
      appended = await store.append(stream, 0n, second)();
    }
    expect(rightOf(await store.readStream(stream)())).toHaveLength(2);
    const after = followUntilItEnds(store, before.seen[0]?.position);
    await until(() => after.seen.length === 1);
    expect(after.seen[0]?.id).toBe(second[0]?.id);
    await store.close();
    expect(await after.ended).toBe('ended');
    await node.remove();
  });

  it('answers every append, and loses or repeats none that is tried again, while connections break under load', async () => {
    const node = await startNode();
    const proxy = await startProxy(node.port);
    const store = storeAt(proxy.port);
    const streams = Array.from({ length: 60 }, () => ({ stream: newStream(), events: seatCounts(1, 2, 3) }));
    let taken = 0;
    let broken = 0;
    const appendUntilTaken = async ({ stream, events }: (typeof streams)[number]) => {
      let result = await store.append(stream, 'no-stream', events)();
      while (E.isLeft(result)) {
        expect(result).toEqual(unavailable);
        broken++;
        await sleep(50);
        result = await store.append(stream, 'no-stream', events)();
      }
      taken++;
      if (taken % 25 === 0 && taken <= 150) proxy.cut();
    };
    for (let round = 0; round < 4; round++) await Promise.all(streams.map(appendUntilTaken));
    expect(broken).toBeGreaterThan(0);
    for (const { stream, events } of streams) {
      let read = await store.readStream(stream)();
      while (E.isLeft(read)) read = await store.readStream(stream)();
      expect(read.right.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    }
    await store.close();
    await proxy.stop();
    await node.remove();
  });

  it('answers every append when a connection breaks in the middle of more than it can send', async () => {
    const node = await startNode();
    const proxy = await startProxy(node.port);
    const store = storeAt(proxy.port);
    rightOf(await store.append(newStream(), 'no-stream', seatCounts(1))());
    const appends = Array.from({ length: 60 }, () =>
      store.append(newStream(), 'no-stream', [adoption('x'.repeat(400_000))])(),
    );
    await Promise.race(appends);
    proxy.cut();
    const results = await Promise.all(appends);
    expect(results.filter(E.isLeft).length).toBeGreaterThan(0);
    for (const result of results.filter(E.isLeft)) expect(result).toEqual(unavailable);
    await store.close();
    await proxy.stop();
    await node.remove();
  });
});

describe('a closed event store', () => {
  it('ends its subscriptions, and finishes the appends under way', async () => {
    const node = await startNode();
    const store = storeAt(node.port);
    const following = followUntilItEnds(store, undefined);
    const appends = Array.from({ length: 40 }, () => store.append(newStream(), 'no-stream', seatCounts(1))());
    await store.close();
    expect(await store.append(newStream(), 'no-stream', seatCounts(1))()).toEqual(unavailable);
    expect((await Promise.all(appends)).every(E.isRight)).toBe(true);
    expect(await following.ended).toBe('ended');
    await node.remove();
  });

  it('leaves a reader neither hanging nor with half a stream', async () => {
    const node = await startNode();
    const store = storeAt(node.port);
    const stream = newStream();
    rightOf(await store.append(stream, 'no-stream', seatCounts(...Array.from({ length: 500 }, (_, i) => i)))());
    const reading = store.readStream(stream)();
    await store.close();
    const read = await reading;
    if (E.isRight(read)) expect(read.right).toHaveLength(500);
    else expect(read).toEqual(unavailable);
    await node.remove();
  });
});
