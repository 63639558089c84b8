import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { jsonEvent, type ResolvedEvent, START, streamNameFilter } from '@eventstore/db-client';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect } from './support/collect.js';
import { unary } from './support/events.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

const NAMES = ['a', 'b', 'c'];

const batches = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 });
const subscriber = fc.record({
  startsAfter: fc.integer({ min: 0, max: 20 }),
  of: fc.constantFrom('a', 'b', 'all', 'all of a'),
  readsSlowly: fc.boolean(),
});

test('who subscribes again where it left off has no gap and no repeat, whatever is appended and restarted meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(batches, batches, batches),
      fc.array(subscriber, { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 2 }),
      async (writers, subscribers, restarts) => {
        const run = randomUUID();
        let up: Promise<void> = Promise.resolve();
        /** Again, when the node was started again meanwhile. */
        const persistently = async (work: () => Promise<void>): Promise<void> => {
          for (;;) {
            await up;
            const before = up;
            try {
              return await work();
            } catch (error) {
              if (up === before) throw error;
            }
          }
        };
        const named = (name: string) => `${name}-${run}`;
        const append = (name: string, ended: boolean, count: number) => {
          const events = Array.from({ length: count }, () => jsonEvent({ type: 'Said', data: { ended } }));
          return persistently(async () => {
            await node.client.appendToStream(named(name), events, unary);
          });
        };

        const observe = async ({ startsAfter, of, readsSlowly }: (typeof subscribers)[number]) => {
          const seen: Array<string> = [];
          let last: ResolvedEvent | undefined;
          let ends = of === 'all' ? NAMES.length : 1;
          await after(startsAfter);
          await persistently(async () => {
            if (ends === 0) return;
            const fromPosition = last?.event?.position ?? START;
            const prefixes = of === 'all' ? NAMES.map((name) => named(name)) : [named('a')];
            const subscription = of.startsWith('all')
              ? node.client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes }) })
              : node.client.subscribeToStream(named(of), { fromRevision: last?.event?.revision ?? START });
            for await (const one of subscription) {
              if (one.event === undefined) continue;
              last = one;
              seen.push(one.event.id);
              if (JSON.stringify(one.event.data).includes('true')) ends -= 1;
              if (ends === 0) return;
              if (readsSlowly && seen.length % 40 === 0) await after(2);
            }
            throw new Error('The subscription ended.');
          });
          return { of, seen };
        };

        const observing = subscribers.map(observe);
        const writing = NAMES.map(async (name, index) => {
          for (const count of writers[index] ?? []) await append(name, false, count);
          await append(name, true, 1);
        });
        for (const wait of restarts) {
          await after(wait);
          up = node.restart();
          await up;
        }
        await Promise.all(writing);

        const log = (await collect(node.client.readAll())).flatMap(({ event }) => event ?? []);
        for (const { of, seen } of await Promise.all(observing)) {
          const streams = of === 'all' ? NAMES.map(named) : [named(of === 'all of a' ? 'a' : of)];
          expect(seen).toEqual(log.filter(({ streamId }) => streams.includes(streamId)).map(({ id }) => id));
        }
        const written = log.filter(({ streamId }) => streamId.endsWith(run));
        expect(written).toHaveLength(writers.flat().reduce((sum, count) => sum + count, 0) + NAMES.length);
      },
    ),
    { seed: 41, numRuns: Number(process.env.EVENT_NODE_HISTORIES ?? 12) },
  );
}, 120_000);
