import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  binaryEvent,
  END,
  FORWARDS,
  jsonEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect } from './support/collect.js';
import { unary } from './support/events.js';
import { type Expected, type Model, type ModelEvent, makeModel, type Truncation } from './support/model.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

type Step =
  | {
      readonly do: 'append';
      readonly stream: string;
      readonly expected: Expected;
      readonly batch: ReadonlyArray<number>;
      readonly unary: boolean;
    }
  | { readonly do: 'link'; readonly stream: string; readonly to: string; readonly revision: number }
  | { readonly do: 'metadata'; readonly stream: string; readonly metadata: Truncation }
  | { readonly do: 'delete' | 'tombstone'; readonly stream: string }
  | {
      readonly do: 'read';
      readonly stream: string;
      readonly backwards: boolean;
      readonly from: number | undefined;
      readonly count: number;
    };

const stream = fc.constantFrom('a', 'b');
const expected = fc.oneof(
  { weight: 3, arbitrary: fc.constant('any' as const) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
  fc.constantFrom('no_stream' as const, 'stream_exists' as const),
);
const metadata = fc.record(
  { maxCount: fc.integer({ min: 1, max: 4 }), truncateBefore: fc.integer({ min: 0, max: 5 }) },
  { requiredKeys: [] },
);
// Ids come from a small pool, so that events are often said twice.
const batch = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('append' as const), stream, expected, batch, unary: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      stream,
      backwards: fc.boolean(),
      from: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      stream,
      to: stream,
      revision: fc.integer({ min: 0, max: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('metadata' as const), stream, metadata }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), stream }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tombstone' as const), stream }) },
);

test('the node does what the model does, whatever the history', async () => {
  let positions: ReadonlyArray<bigint> = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const history = startHistory();
      for (const one of steps) expect(await history.onNode(one)).toEqual(history.onModel(one));
      await history.agreesOnLinks();
      positions = [...positions, ...(await history.agreesOnAll())];
    }),
    { seed: 20, numRuns: 250 },
  );
  expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(positions).size).toBe(positions.length);
}, 60_000);

/** Streams and ids of its own on the shared node, so that histories do not meet. */
const startHistory = () => {
  const run = randomUUID();
  const ids = new Map<number, string>();
  const idOf = (number: number): string => {
    const id = ids.get(number) ?? randomUUID();
    ids.set(number, id);
    return id;
  };
  const named = (name: string) => `${name}-${run}`;
  const model: Model = makeModel();
  const links: Array<{ id: string; stream: string; target: { stream: string; revision: number } }> = [];
  let lastLink = '';

  const onModel = (one: Step): unknown => {
    switch (one.do) {
      case 'append':
        return model.append(
          one.stream,
          one.expected,
          one.batch.map((number) => ({ id: idOf(number), type: 'e' })),
        );
      case 'link': {
        const target = { stream: one.to, revision: one.revision };
        const event: ModelEvent = { id: lastLink, type: '$>', linkTo: target };
        const result = model.append(one.stream, 'any', [event]);
        if (typeof result === 'object') links.push({ id: lastLink, stream: one.stream, target });
        return result;
      }
      case 'metadata':
        return model.setMetadata(one.stream, one.metadata);
      case 'delete':
        return model.softDelete(one.stream);
      case 'tombstone':
        return model.tombstone(one.stream);
      case 'read':
        return model.read(one.stream, one.backwards, one.from, one.count);
    }
  };

  const onNode = (one: Step): Promise<unknown> => {
    const name = named(one.stream);
    switch (one.do) {
      case 'append': {
        const events = one.batch.map((number) => jsonEvent({ id: idOf(number), type: 'e', data: { run } }));
        const expectedRevision = typeof one.expected === 'number' ? BigInt(one.expected) : one.expected;
        const options = { expectedRevision, ...(one.unary ? unary : {}) };
        return outcome(async () => {
          const { nextExpectedRevision } = await node.client.appendToStream(name, events, options);
          const created = events.length === 0 && nextExpectedRevision === 0n && (await isEmpty(name));
          return { revision: created ? -1 : Number(nextExpectedRevision) };
        });
      }
      case 'link': {
        lastLink = randomUUID();
        const link = binaryEvent({ id: lastLink, type: '$>', data: Buffer.from(`${one.revision}@${named(one.to)}`) });
        return outcome(async () => ({
          revision: Number((await node.client.appendToStream(name, link)).nextExpectedRevision),
        }));
      }
      case 'metadata':
        return outcome(async () => {
          await node.client.setStreamMetadata(name, one.metadata);
          return 'done';
        });
      case 'delete':
        return outcome(async () => {
          await node.client.deleteStream(name);
          return 'done';
        });
      case 'tombstone':
        return outcome(async () => {
          await node.client.tombstoneStream(name);
          return 'done';
        });
      case 'read':
        return outcome(async () => {
          const fromRevision = one.from === undefined ? (one.backwards ? END : START) : BigInt(one.from);
          const direction = one.backwards ? BACKWARDS : FORWARDS;
          const read = await collect(node.client.readStream(name, { fromRevision, direction, maxCount: one.count }));
          return read.map(({ event }) => ({ id: event?.id, revision: Number(event?.revision) }));
        });
    }
  };

  /** The client reads "no stream" in an answer to an empty append as revision 0. */
  const isEmpty = async (name: string) =>
    (await outcome(() => collect(node.client.readStream(name, { maxCount: 1 })))) === 'not-found' &&
    model.log.every((entry) => named(entry.stream) !== name);

  return {
    onModel,
    onNode,
    agreesOnLinks: async () => {
      for (const name of ['a', 'b']) {
        const read = await outcome(() => collect(node.client.readStream(named(name), { resolveLinkTos: true })));
        if (!Array.isArray(read)) continue;
        for (const { event, link } of read) {
          if (link === undefined) continue;
          const target = links.find(({ id }) => id === link.id)?.target;
          expect(event?.id).toBe(target && model.resolve(target));
        }
      }
    },
    agreesOnAll: async (): Promise<ReadonlyArray<bigint>> => {
      const all = await collect(node.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 200 }));
      const ours = all
        .reverse()
        .filter(({ event }) => event?.streamId === named('a') || event?.streamId === named('b'));
      const written = ours.filter(({ event }) => event?.type !== '$streamDeleted');
      expect(written.map(({ event }) => [event?.streamId, Number(event?.revision), event?.id])).toEqual(
        model.log.map((entry) => [named(entry.stream), entry.revision, entry.id]),
      );
      return ours.flatMap(({ event }) => event?.position?.commit ?? []);
    },
  };
};

const outcome = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return 'conflict';
    if (error instanceof StreamDeletedError) return 'deleted';
    if (error instanceof StreamNotFoundError) return 'not-found';
    throw error;
  }
};
