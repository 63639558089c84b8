import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { type AllStreamSubscription, eventTypeFilter, jsonEvent, type Position, START } from '@eventstore/db-client';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, take } from './support/collect.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

const TYPES = ['Red', 'Green', 'Blue'];

const writer = fc.record({
  batches: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
  startsAfter: fc.integer({ min: 0, max: 10 }),
});
const subscriber = fc.record({
  startsAfter: fc.integer({ min: 0, max: 15 }),
  types: fc.option(fc.subarray(TYPES, { minLength: 1 }), { nil: undefined }),
  window: fc.integer({ min: 1, max: 9 }),
  interval: fc.integer({ min: 1, max: 4 }),
  readsSlowly: fc.boolean(),
});

test('a subscription has no gap and no repeat where history ends, and its checkpoints skip nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(writer, { minLength: 1, maxLength: 4 }),
      fc.array(subscriber, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 200 }),
      async (writers, subscribers, historyLength) => {
        const mark = await node.client.appendToStream('marks', colourful(1));
        const from = mark.position ?? { commit: 0n, prepare: 0n };
        await node.client.appendToStream(`history-${randomUUID()}`, colourful(historyLength));
        const observing = subscribers.map((one) => observe(one, from));
        await Promise.all(writers.map(write));
        await node.client.appendToStream(
          'marks',
          TYPES.map((type) => jsonEvent({ type, data: { end: true } })),
        );
        const log = (await collect(node.client.readAll({ fromPosition: from }))).slice(1);
        for (const { types, seen, checkpoints } of await Promise.all(observing)) {
          const expected = log.filter(({ event }) => types.includes(event?.type ?? ''));
          expect(seen).toEqual(expected.map(({ event }) => event?.id));
          const order = checkpoints.map(({ commit }) => commit);
          expect(order).toEqual([...new Set(order)].sort((a, b) => (a < b ? -1 : 1)));
        }
      },
    ),
    { seed: 31, numRuns: 15 },
  );
}, 60_000);

test('resuming from any checkpoint gives what matches after it, and nothing else', async () => {
  const stream = `resumed-${randomUUID()}`;
  await node.client.appendToStream(stream, colourful(200));
  const from = (await node.client.appendToStream(stream, colourful(1))).position ?? START;
  await node.client.appendToStream(stream, colourful(60));
  const { seen, checkpoints, types } = await observe(
    { startsAfter: 0, types: ['Green'], window: 2, interval: 3, readsSlowly: false },
    from,
    20,
  );
  const log = await collect(node.client.readAll({ fromPosition: from }));
  expect(checkpoints.length).toBeGreaterThan(5);
  for (const fromPosition of checkpoints) {
    const rest = log.filter(
      ({ event }) => event?.type === 'Green' && (event.position?.commit ?? 0n) > fromPosition.commit,
    );
    const filter = eventTypeFilter({ prefixes: types });
    const resumed = await take(rest.length, node.client.subscribeToAll({ fromPosition, filter }));
    expect(resumed.map(({ event }) => event?.id)).toEqual(rest.map(({ event }) => event?.id));
    expect(seen).toEqual(expect.arrayContaining(rest.map(({ event }) => event?.id)));
  }
});

const colourful = (count: number) =>
  Array.from({ length: count }, (_, number) => jsonEvent({ type: TYPES[number % 3] ?? 'Red', data: { number } }));

const write = async ({ batches, startsAfter }: { batches: ReadonlyArray<number>; startsAfter: number }) => {
  await after(startsAfter);
  const stream = `written-${randomUUID()}`;
  for (const count of batches) await node.client.appendToStream(stream, colourful(count));
};

type Subscriber = {
  readonly startsAfter: number;
  readonly types: ReadonlyArray<string> | undefined;
  readonly window: number;
  readonly interval: number;
  readonly readsSlowly: boolean;
};

/** What a subscriber is given until the marks that end a history, or until it has `enough`. */
const observe = async (one: Subscriber, fromPosition: Position | typeof START, enough = Number.POSITIVE_INFINITY) => {
  const types = one.types ?? TYPES;
  const checkpoints: Array<Position> = [];
  const seen: Array<string | undefined> = [];
  await after(one.startsAfter);
  const filter = eventTypeFilter({
    prefixes: [...types],
    maxSearchWindow: one.window,
    checkpointInterval: one.interval,
    checkpointReached: async (_subscription, position) => {
      checkpoints.push(position);
    },
  });
  const subscription: AllStreamSubscription = node.client.subscribeToAll(
    one.types === undefined ? { fromPosition } : { fromPosition, filter },
  );
  let ends = 0;
  for await (const { event } of subscription) {
    seen.push(event?.id);
    if (one.readsSlowly && seen.length % 50 === 0) await after(2);
    if (event?.streamId === 'marks' && typeof event.data === 'object' && event.data !== null && 'end' in event.data)
      ends += 1;
    if (ends === types.length || seen.length === enough) break;
  }
  return { types: [...types], seen, checkpoints };
};
