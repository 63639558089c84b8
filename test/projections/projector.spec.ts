import { describe, expect, it } from 'vitest';
import type { ChangeNotice } from '../../application/ports/change-feed.js';
import type { EventStore, LogBatch, RecordedEvent, UndecodableEvent } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { type InMemoryReadStore, makeInMemoryReadStore } from '../../infrastructure/in-memory/read-store.js';
import { stop } from '../../projections/following/failure-policy.js';
import type { ReaderReport } from '../../projections/following/report.js';
import { healthProjection as currentHealth } from '../../projections/health/evolve.js';
import type { Projection } from '../../projections/projection.js';
import { type Projector, startProjector } from '../../projections/projector.js';
import type { Reactor } from '../../projections/reactor.js';
import type { ReadStore } from '../../projections/read-store.js';
import { isEqual } from '../../projections/rebuilding/compare-with-live.js';
import { verifyLive } from '../../projections/rebuilding/verify-live.js';
import { projections as current } from '../../projections/registry.js';
import { rollupTable } from '../../projections/rollup.js';
import { trendsProjection as currentTrends } from '../../projections/trends/evolve.js';
import { fact } from '../support/fact.js';
import { rowsOf } from '../support/given-projection.js';
import { ownAll } from '../support/own-all.js';

/** The versions that specs speak of are their own. */
const projections = current.map((projection) => ({ ...projection, version: 1, intendedDifferences: [] }));
const trendsProjection = { ...currentTrends, version: 1, intendedDifferences: [] };
const healthProjection = { ...currentHealth, version: 1 };

const used = (accountId: string, quantity: number, day = '2026-03-02') =>
  fact('UsageRecorded', {
    accountId,
    occurredAt: `${day}T10:00:00Z`,
    metric: 'events',
    feature: 'reports',
    window: { start: `${day}T00:00:00Z`, end: `${day}T23:59:59Z` },
    quantity,
  });
const registered = (accountId: string) =>
  fact('AccountRegistered', {
    accountId,
    occurredAt: '2026-03-01T00:00:00Z',
    ref: { source: 'hubspot', connection: 'demo', id: accountId },
  });

let ids = 0;
const append = async (eventStore: EventStore, ...events: ReadonlyArray<DomainEvent>): Promise<void> => {
  for (const event of events) {
    ids += 1;
    const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
    await eventStore.append(`account-${'accountId' in event.data ? event.data.accountId : 'x'}`, 'any', [
      { id: `id-${ids}`, event, metadata },
    ])();
  }
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; !isSo(); turns++) {
    if (turns > 2_000) throw new Error('it never came to that');
    await new Promise((done) => setTimeout(done, 1));
  }
};

type World = {
  readonly eventStore: EventStore;
  readonly store: InMemoryReadStore;
  readonly notices: Array<ChangeNotice>;
  readonly reports: Array<ReaderReport>;
  readonly start: (options?: {
    readonly projections?: ReadonlyArray<Projection>;
    readonly reactors?: ReadonlyArray<Reactor>;
    readonly store?: ReadStore;
    readonly eventStore?: EventStore;
    readonly retry?: number;
  }) => Promise<Projector>;
};

const world = (): World => {
  const eventStore = inMemoryEventStore();
  const store = makeInMemoryReadStore();
  const notices: Array<ChangeNotice> = [];
  const reports: Array<ReaderReport> = [];
  const feed = { publish: (sent: ReadonlyArray<ChangeNotice>) => void notices.push(...sent) };
  const report = (said: ReaderReport) => void reports.push(said);
  return {
    eventStore,
    store,
    notices,
    reports,
    start: ({ reactors = [], retry, ...rest } = {}) =>
      startProjector(
        { eventStore: rest.eventStore ?? eventStore, store: rest.store ?? store, feed, report },
        {
          projections: rest.projections ?? projections,
          reactors,
          beatMs: 5,
          ...(retry === undefined
            ? {}
            : {
                policy: {
                  _tag: 'Retry' as const,
                  attempts: retry,
                  backoffMs: 1,
                  afterwards: { _tag: 'Stop' as const },
                },
              }),
        },
      ),
  };
};

const stateOf = (projector: Projector, name: string) => projector.status().find((one) => one.name === name)?.state;
const isAt = (projector: Projector, position: Position) =>
  projector.status().every((one) => one.position === `${position.commit}` && one.caughtUp);

const projectorReads = (projector: Projector) => projector.status().length > 0;

const trendOf = (store: InMemoryReadStore, accountId: string) =>
  rowsOf(store, trendsProjection)[`trends ${accountId} events 2026-03-01 reports`];

describe('a projector', () => {
  it('folds what happened before it started and what happens after', async () => {
    const { eventStore, store, start } = world();
    await append(eventStore, registered('acme'), used('acme', 3));
    const projector = await start();
    await until(() => isAt(projector, { commit: 1n, prepare: 1n }));
    expect(trendOf(store, 'acme')).toMatchObject({ total: 3 });
    await append(eventStore, used('acme', 4));
    await until(() => isAt(projector, { commit: 2n, prepare: 2n }));
    expect(trendOf(store, 'acme')).toMatchObject({ total: 7 });
    await projector.stop();
  });

  it('goes on where it stopped', async () => {
    const { eventStore, store, start } = world();
    await append(eventStore, used('acme', 3));
    const first = await start();
    await until(() => isAt(first, { commit: 0n, prepare: 0n }));
    await first.stop();
    await append(eventStore, used('acme', 4));
    const second = await start();
    await until(() => isAt(second, { commit: 1n, prepare: 1n }));
    await second.stop();
    expect(trendOf(store, 'acme')).toMatchObject({ total: 7 });
  });

  it('tells each account once a batch that it changed, once the change is there to be read', async () => {
    const { eventStore, store, notices, start } = world();
    await append(eventStore, used('acme', 3), used('acme', 4), used('bolt', 1));
    const projector = await start({ projections: [trendsProjection] });
    await until(() => notices.length > 0);
    expect(trendOf(store, 'acme')).toMatchObject({ total: 7 });
    await projector.stop();
    expect(notices).toEqual([
      { readModel: 'trends', key: 'acme', position: '2' },
      { readModel: 'trends', key: 'bolt', position: '2' },
    ]);
  });

  it('gives what a rebuild gives', async () => {
    const { eventStore, store, start } = world();
    const projector = await start();
    await append(eventStore, registered('acme'), used('acme', 3), used('bolt', 0.1), used('bolt', 0.2));
    await until(() => isAt(projector, { commit: 3n, prepare: 3n }));
    await projector.stop();
    const { generations } = store;
    const deps = { eventStore, store, generations, policy: stop, report: () => undefined };
    const parities = await verifyLive(deps, projections, new AbortController().signal);
    expect(parities.every(isEqual)).toBe(true);
    expect(parities.flatMap(({ tables }) => tables).some(({ rows }) => rows > 0)).toBe(true);
  });

  it('goes on from where it stands now when its checkpoint was moved', async () => {
    const { eventStore, store, start } = world();
    await append(eventStore, used('acme', 3));
    const projector = await start({ projections: [trendsProjection] });
    await until(() => isAt(projector, { commit: 0n, prepare: 0n }));
    await projector.stop();
    const owned = await ownAll(store, trendsProjection);
    await append(eventStore, used('acme', 4), used('acme', 5));
    const second = await start({ projections: [trendsProjection] });
    const { name, partitions, holder } = owned;
    const at = (commit: bigint) => ({ commit, prepare: commit });
    const to = { position: at(1n), recordedAt: undefined, caughtUp: false };
    expect(await store.advance({ name, partitions, holder, from: at(0n), to })).toBe('committed');
    await store.leave('test');
    await until(() => projectorReads(second) && isAt(second, at(2n)));
    await second.stop();
    expect(trendOf(store, 'acme')).toMatchObject({ total: 8 });
  });

  it('waits for a store that is away, and loses nothing', async () => {
    const { eventStore, store, reports, start } = world();
    await append(eventStore, used('acme', 3));
    let failures = 3;
    const away = async () => {
      failures -= 1;
      if (failures >= 0) throw { _tag: 'StoreUnavailable', reason: 'away' };
    };
    const flaky: ReadStore = {
      ...store,
      commit: async (...args) => {
        await away();
        return store.commit(...args);
      },
    };
    const projector = await start({ projections: [trendsProjection], store: flaky });
    await until(() => isAt(projector, { commit: 0n, prepare: 0n }));
    await projector.stop();
    expect(trendOf(store, 'acme')).toMatchObject({ total: 3 });
    expect(reports.filter(({ _tag }) => _tag === 'StoreUnavailable')).toHaveLength(3);
  });

  it('does not fold twice what was committed just before the store went away', async () => {
    const { eventStore, store, start } = world();
    await append(eventStore, used('acme', 3));
    let first = true;
    const flaky: ReadStore = {
      ...store,
      commit: async (...args) => {
        const outcome = await store.commit(...args);
        if (!first) return outcome;
        first = false;
        throw { _tag: 'StoreUnavailable', reason: 'the answer was lost' };
      },
    };
    const projector = await start({ projections: [trendsProjection], store: flaky });
    await until(() => isAt(projector, { commit: 0n, prepare: 0n }));
    await append(eventStore, used('acme', 4));
    await until(() => isAt(projector, { commit: 1n, prepare: 1n }));
    await projector.stop();
    expect(trendOf(store, 'acme')).toMatchObject({ total: 7 });
  });

  it.each([
    ['and breaks off', true],
    ['and answers as if nothing had been', false],
  ])('folds again what a store that crashed has forgotten, %s', async (_, breaksOff) => {
    const { eventStore, store, start } = world();
    await append(eventStore, used('acme', 3));
    let commits = 0;
    const forgetful: ReadStore = {
      ...store,
      commit: async (...args) => {
        commits += 1;
        if (commits === 2) return 'committed';
        if (commits === 3 && breaksOff) throw { _tag: 'StoreUnavailable', reason: 'crashed' };
        return store.commit(...args);
      },
    };
    const projector = await start({ projections: [trendsProjection], store: forgetful });
    for (const [n, quantity] of [4, 5, 6].entries()) {
      await until(() => isAt(projector, { commit: BigInt(n), prepare: BigInt(n) }));
      await append(eventStore, used('acme', quantity));
    }
    await until(() => projectorReads(projector) && isAt(projector, { commit: 3n, prepare: 3n }));
    await projector.stop();
    expect(trendOf(store, 'acme')).toMatchObject({ total: 18 });
  });

  it('subscribes again after its last position when the log breaks off', async () => {
    const { eventStore, store, reports, start } = world();
    await append(eventStore, used('acme', 3));
    const seen: Array<Position | undefined> = [];
    const breaking: EventStore = {
      ...eventStore,
      subscribeToAll: async function* (options): AsyncGenerator<LogBatch> {
        seen.push(options.after);
        for await (const batch of eventStore.subscribeToAll(options)) {
          yield batch;
          if (seen.length === 1) throw { _tag: 'LogUnavailable', reason: 'broken' };
        }
      },
    };
    const projector = await start({ projections: [trendsProjection], eventStore: breaking });
    await until(() => seen.length === 2);
    await append(eventStore, used('acme', 4));
    await until(() => isAt(projector, { commit: 1n, prepare: 1n }));
    await projector.stop();
    expect(seen).toEqual([undefined, { commit: 0n, prepare: 0n }]);
    expect(trendOf(store, 'acme')).toMatchObject({ total: 7 });
    expect(reports.map(({ _tag }) => _tag)).toContain('LogUnavailable');
  });
});

describe('a failure that no reader knows how to handle', () => {
  const fault = new Error('unheard of');
  const failing: Pick<EventStore, 'subscribeToAll'> = {
    // biome-ignore lint/correctness/useYield: it fails at once
    subscribeToAll: async function* (): AsyncGenerator<LogBatch> {
      throw fault;
    },
  };

  it('is said at once, stops every reader, and is what stopping rejects with', async () => {
    const { eventStore, reports, start } = world();
    const projector = await start({ eventStore: { ...eventStore, ...failing } });
    await until(() => reports.length > 0);
    const reason = 'Error: unheard of';
    expect(reports).toEqual([{ _tag: 'Stopped', reader: 'projector', reason }]);
    const names = [...projections.map(({ name }) => name), 'projector'];
    expect(projector.status().map(({ name, state, caughtUp, ...one }) => [name, state, caughtUp, one.reason])).toEqual(
      names.map((name) => [name, 'stopped', false, reason]),
    );
    await expect(projector.stop()).rejects.toBe(fault);
  });

  it('is seen where the process had nothing to read, too', async () => {
    const { store, reports, start } = world();
    let beats = 0;
    const claim: ReadStore['claim'] = async (_, readers) => {
      beats += 1;
      if (beats > 1) throw fault;
      return new Map(readers.map(({ name }) => [name, []]));
    };
    const projector = await start({ store: { ...store, claim } });
    await until(() => reports.length > 0);
    expect(projector.status()).toMatchObject([{ name: 'projector', state: 'stopped', reason: 'Error: unheard of' }]);
    await expect(projector.stop()).rejects.toBe(fault);
  });
});

describe('an event that cannot be folded', () => {
  const refusing: Projection = {
    ...trendsProjection,
    name: 'refusing',
    rollup: {
      table: rollupTable('sums', [{ name: 'account_id', type: 'text' }]),
      slots: 1,
      handles: ['UsageRecorded'],
      contributions: ({ event }) => {
        if (event.type !== 'UsageRecorded') return [];
        if (event.data.quantity === 13) throw new RangeError('unlucky');
        return [{ key: [event.data.accountId], slot: 0, sum: event.data.quantity, count: 1 }];
      },
    },
  };

  it('stops its projection right before it, and no other', async () => {
    const { eventStore, store, reports, start } = world();
    await append(eventStore, used('acme', 3), used('bolt', 13), used('late', 1));
    const projector = await start({ projections: [refusing, trendsProjection] });
    await until(() => stateOf(projector, 'refusing') === 'stopped');
    await until(() => projector.status().some((one) => one.name === 'trends' && one.position === '2'));
    await projector.stop();
    expect(await store.checkpoints(`refusing_v${trendsProjection.version}_g1`)).toHaveLength(8);
    for (const { position } of await store.checkpoints(`refusing_v${trendsProjection.version}_g1`))
      expect(position?.commit).toBe(0n);
    expect(Object.keys(rowsOf(store, refusing)).filter((row) => row.startsWith('sums'))).toEqual(['sums acme']);
    expect(reports).toContainEqual(
      expect.objectContaining({
        _tag: 'Stopped',
        reader: 'refusing',
        reason: expect.stringMatching(/UsageRecorded id-\d+ of account-bolt at 1: RangeError at projector.spec.ts/),
      }),
    );
  });

  it('is tried again as often as the policy says', async () => {
    const { eventStore, reports, start } = world();
    await append(eventStore, used('bolt', 13));
    const projector = await start({ projections: [refusing], retry: 2 });
    await until(() => stateOf(projector, 'refusing') === 'stopped');
    await projector.stop();
    expect(reports.map(({ _tag }) => _tag)).toEqual(['HandlingFailed', 'HandlingFailed', 'Stopped']);
  });
});

describe('an event that cannot be read', () => {
  const reading = async (type: string): Promise<ReadonlyMap<string, string | undefined>> => {
    const { eventStore, start } = world();
    const undecodable: UndecodableEvent = {
      id: 'bad',
      streamName: 'usage-acme-202603',
      revision: 0n,
      position: { commit: 7n, prepare: 7n },
      recordedAt: new Date(0),
      type,
      error: { _tag: 'DecodeError', source: 'event', violations: [{ pointer: '/quantity', message: 'is required' }] },
    };
    const projector = await start({
      projections: [trendsProjection, healthProjection],
      eventStore: {
        ...eventStore,
        subscribeToAll: async function* ({ signal }): AsyncGenerator<LogBatch> {
          yield { events: [undecodable], position: undecodable.position, caughtUp: true };
          await new Promise((done) => signal.addEventListener('abort', done));
        },
      },
    });
    await until(() => projector.status().every(({ state, position }) => state === 'stopped' || position === '7'));
    const states = new Map(projector.status().map(({ name, state }) => [name, state]));
    await projector.stop();
    return states;
  };

  it('stops the projections that handle its type', async () => {
    expect(await reading('UsageRecorded')).toEqual(
      new Map([
        ['trends', 'stopped'],
        ['health', 'running'],
      ]),
    );
  });

  it('stops all of them where its type is unknown', async () => {
    expect(await reading('SomethingNew')).toEqual(
      new Map([
        ['trends', 'stopped'],
        ['health', 'stopped'],
      ]),
    );
  });
});

describe('a reactor', () => {
  const makeReactor = (reacted: Array<ReadonlyArray<RecordedEvent>>, over: Partial<Reactor> = {}): Reactor => ({
    name: 'greeter',
    handles: ['AccountRegistered'],
    startsAt: 'start-of-log',
    readsAfter: ['trends'],
    atOnce: 100,
    react: async (events) => void reacted.push(events),
    ...over,
  });
  const accountsIn = (reacted: ReadonlyArray<ReadonlyArray<RecordedEvent>>) =>
    reacted.map((events) => events.map(({ event }) => ('accountId' in event.data ? event.data.accountId : '')));

  it('is given what happened at once, then what happens, and never the same again', async () => {
    const { eventStore, start } = world();
    const reacted: Array<ReadonlyArray<RecordedEvent>> = [];
    await append(eventStore, registered('acme'), used('acme', 1), registered('bolt'));
    const first = await start({ reactors: [makeReactor(reacted)] });
    await until(() => reacted.length === 1);
    await append(eventStore, registered('cord'));
    await until(() => reacted.length === 2);
    await until(() => isAt(first, { commit: 3n, prepare: 3n }));
    await first.stop();
    const second = await start({ reactors: [makeReactor(reacted)] });
    await append(eventStore, registered('dove'));
    await until(() => reacted.length === 3);
    await second.stop();
    expect(accountsIn(reacted)).toEqual([['acme', 'bolt'], ['cord'], ['dove']]);
  });

  it('that starts now leaves the past alone', async () => {
    const { eventStore, start } = world();
    const reacted: Array<ReadonlyArray<RecordedEvent>> = [];
    await append(eventStore, registered('acme'));
    const projector = await start({ reactors: [makeReactor(reacted, { startsAt: 'now' })] });
    await until(() => stateOf(projector, 'greeter') === 'running');
    await append(eventStore, registered('bolt'));
    await until(() => reacted.length === 1);
    await projector.stop();
    expect(accountsIn(reacted)).toEqual([['bolt']]);
  });

  it.each([
    ['rows', { readsAfter: ['trends'] }, ['settled', 'reacted']],
    ['its own beginning', { readsAfter: [], startsAt: 'now' as const }, ['settled', 'reacted']],
    ['neither', { readsAfter: [] }, ['reacted']],
  ])('acts on %s only once that would outlive a crash of the store', async (_, reactor, order) => {
    const { eventStore, store, start } = world();
    const done: Array<string> = [];
    const settling: ReadStore = {
      ...store,
      settle: async () => void done.push('settled'),
    };
    const react = async () => void done.push('reacted');
    await append(eventStore, registered('acme'));
    const projector = await start({
      projections: [trendsProjection],
      reactors: [{ ...makeReactor([], reactor), react }],
      store: settling,
    });
    await until(() => stateOf(projector, 'greeter') === 'running');
    if ('startsAt' in reactor) await append(eventStore, registered('bolt'));
    await until(() => done.includes('reacted'));
    await projector.stop();
    expect(done).toEqual(order);
  });

  it('is given the events again when it fails', async () => {
    const { eventStore, start } = world();
    const reacted: Array<ReadonlyArray<RecordedEvent>> = [];
    let failures = 2;
    const react = async (events: ReadonlyArray<RecordedEvent>) => {
      failures -= 1;
      if (failures >= 0) throw new Error('not yet');
      reacted.push(events);
    };
    await append(eventStore, registered('acme'));
    const projector = await start({ reactors: [makeReactor(reacted, { react })] });
    await until(() => reacted.length === 1);
    await projector.stop();
    expect(accountsIn(reacted)).toEqual([['acme']]);
  });

  it('reads read models that hold what it reacts to', async () => {
    const { eventStore, store, start } = world();
    const totals: Array<unknown> = [];
    const react = async () => void totals.push(trendOf(store, 'acme'));
    await append(eventStore, used('acme', 3));
    const projector = await start({ reactors: [makeReactor([], { handles: ['UsageRecorded'], react })] });
    await until(() => totals.length === 1);
    await projector.stop();
    expect(totals).toEqual([expect.objectContaining({ total: 3 })]);
  });
});
