import fc from 'fast-check';
import type * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../application/ports/event-store.js';
import { type DomainEvent, eventCatalogue } from '../../../domain/catalogue.js';
import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { sharesOf } from '../../../projections/folding/owned-share.js';
import { park } from '../../../projections/following/failure-policy.js';
import type { LogReader } from '../../../projections/following/log-reader.js';
import { makeProjectionReader } from '../../../projections/following/projection-reader.js';
import { generationName } from '../../../projections/generation.js';
import { PARTITIONS, partitionOf } from '../../../projections/partitions.js';
import type { Projection } from '../../../projections/projection.js';
import { projections } from '../../../projections/registry.js';
import { keyText } from '../../../projections/table.js';
import { arbitraryOf } from '../../support/arbitrary-of.js';
import { fact } from '../../support/fact.js';
import { projected, rowsOf } from '../../support/given-projection.js';
import { type Poison, poisonedLog, poisons } from '../../support/poisoned-log.js';
import { recordedLog } from '../../support/recorded.js';

const signal = new AbortController().signal;
const RUNS = { numRuns: 30 };

/** Folds of which some rows refuse some events, until these are cured. */
const refusing = (
  projection: Projection,
  refused: ReadonlyMap<string, number>,
  cured: ReadonlySet<string>,
): Projection => ({
  ...projection,
  folds: projection.folds.map((fold) => ({
    ...fold,
    evolve: (state, event, key) => {
      if (refused.get(event.id) === partitionOf(keyText(key)) && !cured.has(event.id)) throw new RangeError('unlucky');
      return fold.evolve(state, event, key);
    },
  })),
});

/** Processes that divide one projection among themselves, over a log of which some events cannot be read. */
const processes = async (
  projection: Projection,
  events: ReadonlyArray<RecordedEvent>,
  poisoned: ReadonlyMap<string, Poison>,
  refused: ReadonlyMap<string, number> = new Map(),
) => {
  let now = 0;
  const cured = new Set<string>();
  const store = makeInMemoryReadStore(() => now);
  const log = poisonedLog(events, poisoned);
  const [generation] = await store.live([refusing(projection, refused, cured)]);
  if (generation === undefined) throw new Error('there is no live generation');
  const { parking } = store;
  const name = generationName(generation);
  const alive = new Set<string>();
  const reasons: Array<string> = [];
  const readersOf = async (holder: string): Promise<ReadonlyArray<LogReader>> => {
    const held = (await store.claim(holder, [{ name, partitions: PARTITIONS }])).get(name) ?? [];
    const deps = {
      ...{ eventStore: log.eventStore, store, feed: { publish: () => undefined }, policy: park },
      report: (said: { readonly _tag: string; readonly reason?: string }) => {
        if (said._tag === 'Parked' && said.reason !== undefined) reasons.push(said.reason);
      },
    };
    return sharesOf(await store.checkpoints(name), held).map((partitions) =>
      makeProjectionReader(deps, generation, { partitions, holder }),
    );
  };
  return {
    log,
    cure: (...ids: ReadonlyArray<string>) => {
      log.cure(...ids);
      for (const id of ids) cured.add(id);
    },
    store,
    parking,
    name,
    reasons,
    rows: () => rowsOf(store, projection),
    join: (holder: string) => void alive.add(holder),
    leave: async (holder: string) => {
      alive.delete(holder);
      await store.leave(holder);
      now += 20_000;
    },
    /** Each process that is alive claims twice, and reads what it then holds up to a place of the log. */
    readUpTo: async (place: number) => {
      for (const holder of [...alive, ...alive]) await store.claim(holder, [{ name, partitions: PARTITIONS }]);
      for (const holder of alive) {
        for (const reader of await readersOf(holder)) {
          const batch = log.batch(0, place);
          if (batch !== undefined) expect(await reader.handle(batch, signal)).toBe('handled');
        }
      }
    },
    repairAll: async () => {
      for (const { reader, streamName } of await parking.list()) await parking.askRepair(reader, streamName);
      for (const holder of alive) {
        for (const reader of await readersOf(holder)) expect(await reader.idle(signal)).toBe('handled');
      }
    },
  };
};

const facts = Object.entries(eventCatalogue)
  .filter(([type]) => type !== 'HealthScored')
  .map(([, { codec }]) => arbitraryOf(codec as t.Type<DomainEvent, unknown, unknown>));
const logs = fc.array(fc.oneof(...facts), { minLength: 5, maxLength: 60 }).map((events) => recordedLog(events));
const kinds = fc.constantFrom<Poison>('corrupt bytes', 'an unknown type', 'a version from the future');
const poisonsOf = (events: ReadonlyArray<RecordedEvent>) =>
  fc
    .array(fc.tuple(fc.constantFrom(...events.map(({ id }) => id)), kinds), { minLength: 1, maxLength: 6 })
    .map((pairs) => new Map(pairs));
const refusalsOf = (events: ReadonlyArray<RecordedEvent>) =>
  fc
    .array(fc.tuple(fc.constantFrom(...events.map(({ id }) => id)), fc.nat({ max: PARTITIONS - 1 })), { maxLength: 20 })
    .map((pairs) => new Map(pairs));
/** Somebody comes or leaves, all read up to a place, and perhaps some events are cured and everything is to be repaired. */
type Move = {
  readonly holder: string;
  readonly leaves: boolean;
  readonly place: number;
  readonly cured: ReadonlyArray<string> | undefined;
};
const movesOver = (events: ReadonlyArray<RecordedEvent>): fc.Arbitrary<ReadonlyArray<Move>> =>
  fc.array(
    fc.record({
      holder: fc.constantFrom('a', 'b', 'c'),
      leaves: fc.boolean(),
      place: fc.nat({ max: events.length }),
      cured: fc.option(fc.subarray(events.map(({ id }) => id)), { nil: undefined }),
    }),
    { maxLength: 6 },
  );
const histories = logs.chain((events) =>
  fc.tuple(fc.constant(events), poisonsOf(events), movesOver(events), refusalsOf(events)),
);

const live = async (
  { join, leave, readUpTo, cure, repairAll }: Awaited<ReturnType<typeof processes>>,
  steps: ReadonlyArray<Move>,
  length: number,
): Promise<void> => {
  join('always');
  for (const { holder, leaves, place, cured } of steps) {
    if (leaves) await leave(holder);
    else join(holder);
    await readUpTo(place);
    if (cured === undefined) continue;
    cure(...cured);
    await repairAll();
  }
  await readUpTo(length);
};

describe.each(projections)('a poisoned log folded to $name', (projection) => {
  it('gives the rows of one that was never poisoned, once it is cured and repaired, wherever leases went', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ([events, poisoned, steps, refused]) => {
        const world = await processes(projection, events, poisoned, refused);
        await live(world, steps, events.length);
        world.cure(...poisoned.keys(), ...refused.keys());
        await world.repairAll();
        expect(await world.parking.list()).toEqual([]);
        expect(world.rows()).toEqual(await projected(projection, events));
      }),
      RUNS,
    );
  });

  it('gives the rows of a log without the streams that wait', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ([events, poisoned, steps]) => {
        const world = await processes(projection, events, poisoned);
        await live(world, steps, events.length);
        const parked = await world.store.parked(world.name);
        const waits = ({ streamName, revision }: RecordedEvent): boolean =>
          parked.some((stream) => stream.streamName === streamName && revision >= stream.revision);
        expect(world.rows()).toEqual(
          await projected(
            projection,
            events.filter((event) => !waits(event)),
          ),
        );
      }),
      RUNS,
    );
  });

  it('gives the rows of a log without the events that were set aside', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ([events, poisoned, steps]) => {
        const world = await processes(projection, events, poisoned);
        const { parking, store } = world;
        await live(world, steps, events.length);
        const skipped = new Set<string>();
        while ((await parking.list()).length > 0) {
          for (const { reader, streamName, eventId, eventType, revision } of await parking.list()) {
            const why = { reason: 'it is beyond repair', actor: 'ann' };
            await parking.skip(reader, { eventId, streamName, eventType, revision, ...why });
            skipped.add(eventId);
          }
          await world.repairAll();
        }
        const kept = events.filter(({ id }) => !skipped.has(id));
        expect(world.rows()).toEqual(await projected(projection, kept));
        const left = makeInMemoryReadStore();
        const again = { ...left, skipped: store.skipped };
        expect(await projected(projection, world.log.batch(0, events.length)?.events ?? [], [7], again)).toEqual(
          world.rows(),
        );
      }),
      RUNS,
    );
  });
});

const used = (accountId: string, quantity: number) =>
  fact('UsageRecorded', {
    ...{ accountId, occurredAt: '2026-03-02T10:00:00Z', metric: 'events', feature: 'reports' },
    window: { start: '2026-03-02T00:00:00Z', end: `2026-03-02T${10 + quantity}:59:59Z` },
    quantity,
  });

describe('a stream that stays broken', () => {
  const [, trends] = projections;
  if (trends === undefined) throw new Error('there are no trends');
  const events = recordedLog([used('acme', 1), used('acme', 2), used('bolt', 1), used('acme', 3), used('acme', 4)]);
  const [, second, , third] = events;
  const bad = new Map<string, Poison>([
    [second?.id ?? '', 'corrupt bytes'],
    [third?.id ?? '', 'an unknown type'],
  ]);

  it('stays parked with the reason of the event that fails now, and what came before it is folded', async () => {
    const world = await processes(trends, events, bad);
    world.join('one');
    await world.readUpTo(events.length);
    expect(await world.parking.list()).toMatchObject([
      { eventId: second?.id, revision: 1n, eventType: 'UsageRecorded' },
    ]);
    world.cure(second?.id ?? '');
    await world.repairAll();
    expect(await world.parking.list()).toMatchObject([
      {
        ...{ eventId: third?.id, revision: 2n, eventType: 'MoonLanded', isRepairAsked: false },
        reason: expect.stringContaining(poisons['an unknown type'].message),
      },
    ]);
    expect(world.rows()).toEqual(await projected(trends, events.slice(0, 3)));
  });

  it('is not asked for again and again', async () => {
    const world = await processes(trends, events, bad);
    world.join('one');
    await world.readUpTo(events.length);
    await world.repairAll();
    expect(await world.store.repairsAsked(world.name)).toEqual([]);
    expect(world.reasons).toHaveLength(2);
  });
});

describe('rows that the store refuses', () => {
  it('park the stream that is to blame, and nothing else', async () => {
    const [, trends] = projections;
    if (trends === undefined) throw new Error('there are no trends');
    const events = recordedLog(
      ['acme', 'bolt', 'cord', 'dove', 'echo'].flatMap((name) => [used(name, 1), used(name, 2)]),
    );
    const plain = makeInMemoryReadStore();
    const refusing: typeof plain = {
      ...plain,
      commit: async (generation, advance, writes) => {
        const keys = [
          ...writes.rows.flatMap(({ upserts }) => upserts),
          ...(writes.additions ?? []).flatMap(({ rows }) => rows),
        ];
        if (keys.some(({ key }) => key[0] === 'cord')) throw { _tag: 'RowsRefused', reason: 'more than fits' };
        return plain.commit(generation, advance, writes);
      },
    };
    const { eventStore, batch } = poisonedLog(events, new Map());
    const [generation] = await plain.live([trends]);
    if (generation === undefined) throw new Error('there is no live generation');
    await plain.claim('me', [{ name: generationName(generation), partitions: PARTITIONS }]);
    const deps = {
      eventStore,
      store: refusing,
      feed: { publish: () => undefined },
      policy: park,
      report: () => undefined,
    };
    const reader = makeProjectionReader(deps, generation, { partitions: [0, 1, 2, 3, 4, 5, 6, 7], holder: 'me' });
    const all = batch(0, events.length);
    if (all === undefined) throw new Error('the log is empty');
    expect(await reader.handle(all, signal)).toBe('handled');
    expect(await plain.parked(generationName(generation))).toMatchObject([
      { streamName: 'usage-cord-202603', revision: 0n, reason: expect.stringContaining('more than fits') },
    ]);
    expect(rowsOf(plain, trends)).toEqual(
      await projected(
        trends,
        events.filter(({ streamName }) => !streamName.includes('cord')),
      ),
    );
  });
});
