import { describe, expect, it } from 'vitest';
import type { EventStore, LogBatch } from '../../../application/ports/event-store.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { applyBatch } from '../../../projections/folding/apply-batch.js';
import { own } from '../../../projections/folding/owned-share.js';
import { type FailurePolicy, park, stop } from '../../../projections/following/failure-policy.js';
import { generationName } from '../../../projections/generation.js';
import { healthProjection } from '../../../projections/health/evolve.js';
import { PARTITIONS, partitionOf } from '../../../projections/partitions.js';
import type { Projection } from '../../../projections/projection.js';
import { type Projector, startProjector } from '../../../projections/projector.js';
import type { ReadStore } from '../../../projections/read-store.js';
import { portionsUpTo } from '../../../projections/rebuilding/portions.js';
import { discardOthers, type RebuildOptions, rebuild, rollBack } from '../../../projections/rebuilding/rebuild.js';
import type { RebuildDeps } from '../../../projections/rebuilding/rebuild-deps.js';
import type { RebuildReport } from '../../../projections/rebuilding/rebuild-report.js';
import { verifyLive } from '../../../projections/rebuilding/verify-live.js';
import { trendsProjection as trendsOfToday } from '../../../projections/trends/evolve.js';
import { rowsOf } from '../../support/given-projection.js';
import { linked, opened, used } from '../../support/one-day.js';

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let turns = 0; !(await isSo()); turns++) {
    if (turns > 3_000) throw new Error('it never came to that');
    await new Promise((done) => setTimeout(done, 1));
  }
};

/** Cannot fold usage of 13. */
const refusingThirteen = (): Projection => {
  const { rollup } = trendsProjection;
  if (rollup === undefined) throw new Error('trends have a rollup');
  return {
    ...trendsProjection,
    rollup: {
      ...rollup,
      contributions: (event) => {
        if (event.event.type === 'UsageRecorded' && event.event.data.quantity === 13) throw new RangeError('unlucky');
        return rollup.contributions(event);
      },
    },
  };
};

/** As their first version, so that others can follow it. */
const trendsProjection: Projection = { ...trendsOfToday, version: 1, intendedDifferences: [] };

/** Counts every second unit twice: what a mistake would look like that somebody corrects. */
const counting = (version: number, over: Partial<Projection> = {}): Projection => {
  const { rollup } = trendsProjection;
  if (rollup === undefined) throw new Error('trends have a rollup');
  return {
    ...trendsProjection,
    version,
    rollup: {
      ...rollup,
      contributions: (event) =>
        rollup.contributions(event).map((part) => ({ ...part, sum: version === 2 ? part.sum * 2 : part.sum })),
    },
    ...over,
  };
};

const company = () => {
  const eventStore = inMemoryEventStore();
  const store = makeInMemoryReadStore();
  const reports: Array<RebuildReport> = [];
  let ids = 0;
  const happened = async (...events: ReadonlyArray<DomainEvent>): Promise<void> => {
    const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
    for (const event of events) {
      ids += 1;
      const stream =
        'caseId' in event.data
          ? `supportcase-${event.data.caseId}`
          : `usage-${'accountId' in event.data ? event.data.accountId : ''}`;
      await eventStore.append(stream, 'any', [{ id: `id-${ids}`, event, metadata }])();
    }
  };
  const deps = (over: Partial<RebuildDeps> = {}): RebuildDeps => ({
    eventStore,
    store,
    generations: store.generations,
    policy: stop,
    report: (report) => void reports.push(report),
    ...over,
  });
  const start = (projection: Projection, policy: FailurePolicy = stop): Promise<Projector> =>
    startProjector(
      { eventStore, store, feed: { publish: () => undefined }, report: () => undefined },
      { projections: [projection], reactors: [], beatMs: 3, policy },
    );
  const isThere = async (projection: Projection): Promise<boolean> => {
    const head = await eventStore.readHead()();
    const [live] = await store.live([projection]);
    if (live === undefined || head._tag === 'Left') return false;
    const checkpoints = await store.checkpoints(generationName(live));
    return checkpoints.length > 0 && checkpoints.every(({ position }) => position?.commit === head.right?.commit);
  };
  const projected = async (projection: Projection, policy: FailurePolicy = stop): Promise<void> => {
    const projector = await start(projection, policy);
    await until(() => isThere(projection));
    await projector.stop();
  };
  const states = async (readModel = 'trends') =>
    (await store.generations.list(readModel)).map(
      ({ projection, number, state }) => `v${projection.version} g${number} ${state}`,
    );
  return { eventStore, store, reports, happened, deps, start, isThere, projected, states };
};

const options = (over: Partial<RebuildOptions> = {}): RebuildOptions => ({
  acceptDifferences: false,
  afresh: false,
  signal: new AbortController().signal,
  ...over,
});

const story = [used('acme', 3), opened('c1'), used('bolt', 1), linked('c1', 'acme'), used('acme', 4)];

/** The same log, but it breaks off after so many portions, or calls someone. */
const interrupted = (eventStore: EventStore, after: (batch: LogBatch, n: number) => void): EventStore => {
  let n = 0;
  return {
    ...eventStore,
    subscribeToAll: async function* (subscription): AsyncGenerator<LogBatch> {
      for await (const batch of eventStore.subscribeToAll(subscription)) {
        n += 1;
        after(batch, n);
        yield batch;
      }
    },
  };
};

describe('a rebuild', () => {
  it('finds every row equal, and queries see the new ones', async () => {
    const { store, happened, deps, projected, states } = company();
    await happened(...story);
    await projected(trendsProjection);
    const before = rowsOf(store, trendsProjection);
    const { outcome, parity, generation } = await rebuild(deps(), trendsProjection, options());
    expect(outcome).toBe('live');
    expect(generation.number).toBe(2);
    expect(
      parity?.tables.map(({ table, rows, equalRows, differentRows }) => ({ table, rows, equalRows, differentRows })),
    ).toContainEqual({ table: 'trends', rows: 5, equalRows: 5, differentRows: 0 });
    expect(rowsOf(store, trendsProjection)).toEqual(before);
    expect(await states()).toEqual(['v1 g1 retired', 'v1 g2 live']);
  });

  it('is the first where nothing was live before', async () => {
    const { store, happened, deps, states } = company();
    await happened(...story);
    const { outcome, parity } = await rebuild(deps(), trendsProjection, options());
    expect({ outcome, parity }).toEqual({ outcome: 'live', parity: undefined });
    expect(rowsOf(store, trendsProjection)['trends acme events 2026-03-01 reports']).toMatchObject({ total: 7 });
    expect(await states()).toEqual(['v1 g1 live']);
  });

  it('of an empty log is empty', async () => {
    const { deps, states } = company();
    expect((await rebuild(deps(), trendsProjection, options())).outcome).toBe('live');
    expect(await states()).toEqual(['v1 g1 live']);
  });

  it('keeps what was live last, and no more', async () => {
    const { happened, deps, projected, states } = company();
    await happened(...story);
    await projected(trendsProjection);
    await rebuild(deps(), trendsProjection, options());
    await rebuild(deps(), trendsProjection, options());
    expect(await states()).toEqual(['v1 g2 retired', 'v1 g3 live']);
    expect((await discardOthers(deps(), trendsProjection)).map(({ outcome }) => outcome)).toEqual(['discarded']);
    expect(await states()).toEqual(['v1 g3 live']);
  });

  it('goes on where it was interrupted', async () => {
    const { eventStore, store, reports, happened, deps, projected, states } = company();
    await happened(...Array.from({ length: 600 }, (_, i) => used(`acme-${i % 40}`, i)));
    await projected(trendsProjection);
    const before = rowsOf(store, trendsProjection);
    const interrupting = new AbortController();
    const breaking = interrupted(eventStore, (_, n) => {
      if (n === 3) interrupting.abort(new Error('enough'));
    });
    await expect(
      rebuild(deps({ eventStore: breaking, portion: 100 }), trendsProjection, options({ signal: interrupting.signal })),
    ).rejects.toThrow('enough');
    expect(await states()).toEqual(['v1 g1 live', 'v1 g2 building']);
    const read: Array<number> = [];
    const counted = interrupted(eventStore, ({ events }) => void read.push(events.length));
    expect((await rebuild(deps({ eventStore: counted, portion: 100 }), trendsProjection, options())).outcome).toBe(
      'live',
    );
    expect(reports.flatMap((report) => (report._tag === 'Began' ? [report.from?.commit] : []))).toEqual([
      undefined,
      99n,
    ]);
    expect(read.reduce((a, b) => a + b)).toBe(500);
    expect(rowsOf(store, trendsProjection)).toEqual(before);
  });

  it('folds again what a store that crashed meanwhile has forgotten', async () => {
    const { store, happened, deps, projected } = company();
    await happened(...Array.from({ length: 600 }, (_, i) => used(`acme-${i % 40}`, i)));
    await projected(trendsProjection);
    const before = rowsOf(store, trendsProjection);
    let commits = 0;
    const forgetful: ReadStore = {
      ...store,
      commit: async (...args) => {
        commits += 1;
        if (commits === 2) return 'committed';
        if (commits === 3) throw { _tag: 'StoreUnavailable', reason: 'crashed' };
        return store.commit(...args);
      },
    };
    const { parity } = await rebuild(deps({ store: forgetful, portion: 100 }), trendsProjection, options());
    expect(parity?.tables.every(({ rows, equalRows }) => rows === equalRows)).toBe(true);
    expect(rowsOf(store, trendsProjection)).toEqual(before);
  });

  it('starts anew where that is asked for', async () => {
    const { happened, deps, reports, projected, states } = company();
    await happened(...story);
    await projected(trendsProjection);
    await projected(counting(2));
    expect((await rebuild(deps(), trendsProjection, options())).outcome).toBe('live');
    const wrong = { ...counting(2), version: 1 };
    expect((await rebuild(deps(), wrong, options())).outcome).toBe('different');
    expect((await rebuild(deps(), trendsProjection, options())).outcome).toBe('different');
    expect((await rebuild(deps(), trendsProjection, options({ afresh: true }))).outcome).toBe('live');
    expect(reports.filter(({ _tag }) => _tag === 'GoingLive')).toHaveLength(2);
    expect((await states()).filter((state) => state.endsWith('building'))).toEqual([]);
  });

  it('is told by a second one that it runs', async () => {
    const { eventStore, happened, deps, projected } = company();
    await happened(...story);
    await projected(trendsProjection);
    let second: Promise<unknown> | undefined;
    const meanwhile: EventStore = {
      ...eventStore,
      subscribeToAll: async function* (subscription): AsyncGenerator<LogBatch> {
        second ??= rebuild(deps(), trendsProjection, options()).catch((error: unknown) => error);
        await second;
        yield* eventStore.subscribeToAll(subscription);
      },
    };
    const first = await rebuild(deps({ eventStore: meanwhile }), trendsProjection, options());
    expect(first.outcome).toBe('live');
    expect(await second).toMatchObject({ message: expect.stringContaining('a rebuild of trends is running') });
  });

  it('stops where an event cannot be folded, and goes on once it can', async () => {
    const { happened, deps, projected } = company();
    await happened(...story, used('bolt', 13));
    await projected(trendsProjection);
    const refusing = refusingThirteen();
    await expect(rebuild(deps(), refusing, options())).rejects.toThrow(
      /UsageRecorded id-6 of usage-bolt at 5: RangeError/,
    );
    expect((await rebuild(deps(), trendsProjection, options())).outcome).toBe('live');
  });

  it('parks what the live one parks, and says so', async () => {
    const { happened, deps, projected } = company();
    const refusing = refusingThirteen();
    await happened(...story, used('bolt', 13), used('bolt', 2), used('acme', 1));
    await projected(refusing, park);
    const { outcome, parked } = await rebuild(deps({ policy: park }), refusing, options());
    expect(outcome).toBe('live');
    expect(parked.map(({ streamName, eventId }) => `${streamName} ${eventId}`)).toEqual(['usage-bolt id-6']);
  });

  it('parks the same however the live one is divided among processes', async () => {
    const { happened, deps, start, isThere, store } = company();
    const cases = trendsProjection.folds.find(({ table }) => table.name === 'trend_cases');
    if (cases === undefined) throw new Error('trends fold cases');
    const refusing: Projection = {
      ...trendsProjection,
      folds: [
        ...trendsProjection.folds.filter((fold) => fold !== cases),
        {
          ...cases,
          keysOf: () => ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map((key) => [key]),
          evolve: (state, event, key) => {
            if (key[0] === 'c2' && event.revision === 1n) throw new RangeError('unlucky');
            return cases.evolve(state, event, key);
          },
        },
      ],
    };
    await happened(opened('c1'), linked('c1', 'acme'), opened('c2'), linked('c2', 'bolt'), linked('c1', 'bolt'));
    const projectors = [await start(refusing, park), await start(refusing, park)];
    await until(() => isThere(refusing));
    await happened(opened('c3'), linked('c3', 'acme'), linked('c1', 'acme'));
    await until(() => isThere(refusing));
    const { outcome, parity, parked } = await rebuild(deps({ policy: park }), refusing, options());
    expect(parity?.tables.filter(({ differentRows }) => differentRows > 0)).toEqual([]);
    expect(outcome).toBe('live');
    expect(parked.map(({ streamName, partitions }) => `${streamName} ${partitions}`)).toEqual(
      ['c1', 'c2', 'c3'].map((one) => `supportcase-${one} ${partitionOf('c2')}`),
    );
    await Promise.all(projectors.map((projector) => projector.stop()));
    expect(await store.parked(generationName({ projection: refusing, number: 1 }))).toHaveLength(3);
  });

  it('loses nothing and takes nothing twice while a projector follows the log', async () => {
    const { store, happened, deps, start, isThere, projected } = company();
    await happened(...story);
    const projector = await start(trendsProjection);
    await until(() => isThere(trendsProjection));
    let ended = false;
    const inflow = (async () => {
      for (let n = 0; !ended; n++) {
        await happened(used('acme', n), opened(`case-${n}`), linked(`case-${n}`, 'acme'));
        await new Promise((done) => setTimeout(done, 2));
      }
    })();
    for (let times = 0; times < 4; times++) {
      const { parity } = await rebuild(deps(), trendsProjection, options());
      expect(parity?.tables.every(({ differentRows }) => differentRows === 0)).toBe(true);
    }
    await rollBack(deps(), trendsProjection, new AbortController().signal);
    ended = true;
    await inflow;
    await until(() => isThere(trendsProjection));
    await projector.stop();
    const after = rowsOf(store, trendsProjection);
    await rebuild(deps(), trendsProjection, options({ acceptDifferences: true }));
    await projected(trendsProjection);
    expect(after).toEqual(rowsOf(store, trendsProjection));
  });
});

describe('the parity report', () => {
  it('names the row that differs, its column and its events, and nothing goes live', async () => {
    const { store, happened, deps, projected, states } = company();
    await happened(...story);
    await projected(trendsProjection);
    const live = store.rows(
      trendsProjection,
      trendsProjection.rollup?.table ?? { name: '', key: [], state: [], derived: [] },
    );
    const row = [...live.values()].find(({ key }) => key[0] === 'bolt');
    if (row !== undefined) Object.assign(row.cells, { total: 99 });
    const { outcome, parity } = await rebuild(deps(), trendsProjection, options());
    expect(outcome).toBe('different');
    const trends = parity?.tables.find(({ table }) => table === 'trends');
    expect(trends).toMatchObject({ rows: 5, equalRows: 4, differentRows: 1 });
    expect(trends?.differences).toMatchObject([
      { key: ['bolt', 'events', '2026-03-01', 'reports'], columns: [{ column: 'total', live: 99, rebuilt: 1 }] },
    ]);
    expect(parity?.first).toMatchObject({
      table: 'trends',
      events: {
        count: 1,
        latest: [
          { type: 'UsageRecorded', id: 'id-3', streamName: 'usage-bolt', revision: 0n, position: { commit: 2n } },
        ],
      },
    });
    expect(await states()).toEqual(['v1 g1 live', 'v1 g2 building']);
    expect((await rebuild(deps(), trendsProjection, options({ acceptDifferences: true }))).outcome).toBe('live');
    expect(await states()).toEqual(['v1 g1 retired', 'v1 g2 live']);
  });

  it('names the events of rows that contribute to the one that differs', async () => {
    const { store, happened, deps, projected } = company();
    await happened(...story);
    await projected(trendsProjection);
    const live = store.rows(
      trendsProjection,
      trendsProjection.rollup?.table ?? { name: '', key: [], state: [], derived: [] },
    );
    const row = [...live.values()].find(({ key }) => key[0] === 'acme' && key[1] !== 'events');
    if (row !== undefined) Object.assign(row.cells, { total: 99 });
    const { parity } = await rebuild(deps(), trendsProjection, options());
    expect(parity?.first?.events.latest.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'CaseOpened id-2',
      'CaseLinked id-4',
    ]);
  });

  it('finds rows that only one side has', async () => {
    const { store, happened, deps, projected } = company();
    await happened(...story);
    await projected(trendsProjection);
    const table = trendsProjection.rollup?.table ?? { name: '', key: [], state: [], derived: [] };
    const live = store.rows(trendsProjection, table) as Map<string, never>;
    const [first = ''] = [...live.keys()];
    live.delete(first);
    const { parity } = await rebuild(deps(), trendsProjection, options());
    expect(parity?.tables.find((one) => one.table === 'trends')).toMatchObject({
      rows: 4,
      rebuiltRows: 5,
      differentRows: 1,
    });
    expect(parity?.first?.row).toMatchObject({ live: undefined, columns: [] });
  });

  it('compares a new version with the one before, apart from what was meant to differ', async () => {
    const { happened, deps, projected, states } = company();
    await happened(...story);
    await projected(counting(1));
    const silent = await rebuild(deps(), counting(2), options());
    expect(silent.outcome).toBe('different');
    expect(silent.parity?.reference).toMatchObject({ projection: { version: 1 }, number: 1 });
    const why = 'every unit counts twice';
    const partly = counting(2, { intendedDifferences: [{ table: 'trends', columns: ['sums', 'counts'], why }] });
    expect((await rebuild(deps(), partly, options())).outcome).toBe('different');
    const intendedDifferences = ['trends', 'trends_off_day'].map((table) => ({
      table,
      columns: ['sums', 'total'],
      why,
    }));
    const declared = counting(2, { intendedDifferences });
    const { outcome, parity } = await rebuild(deps(), declared, options());
    expect(outcome).toBe('live');
    const trends = parity?.tables.find(({ table }) => table === 'trends');
    expect(trends).toMatchObject({ rows: 5, equalRows: 2, intendedRows: 3, differentRows: 0 });
    expect(trends?.intended[0]?.columns.map(({ column, intended }) => [column, intended])).toEqual([
      ['sums', why],
      ['total', why],
    ]);
    expect(await states()).toEqual(['v1 g1 live', 'v2 g1 live']);
  });

  it('holds what was declared for the version before only', async () => {
    const { happened, deps, projected } = company();
    await happened(...story);
    const declared = { ...counting(2), intendedDifferences: [{ table: 'trends', why: 'all of it' }] };
    await projected(declared);
    const corrected = { ...counting(3), version: 2, intendedDifferences: declared.intendedDifferences };
    expect((await rebuild(deps(), corrected, options())).outcome).toBe('different');
  });
});

describe('a rollback', () => {
  it('shows again what was live before, caught up with the log', async () => {
    const { store, happened, deps, projected, states } = company();
    await happened(...story);
    await projected(trendsProjection);
    await rebuild(deps(), { ...counting(2), version: 1 }, options({ acceptDifferences: true }));
    await happened(used('acme', 100));
    await projected({ ...counting(2), version: 1 });
    const total = () => rowsOf(store, trendsProjection)['trends acme events 2026-03-01 reports'];
    expect(total()).toMatchObject({ total: 214 });
    await rollBack(deps(), trendsProjection, new AbortController().signal);
    expect(total()).toMatchObject({ total: 107 });
    expect(await states()).toEqual(['v1 g1 live', 'v1 g2 retired']);
    await rollBack(deps(), { ...counting(2), version: 1 }, new AbortController().signal);
    expect(total()).toMatchObject({ total: 214 });
  });

  it('needs something to go back to', async () => {
    const { happened, deps, projected } = company();
    await happened(...story);
    await projected(trendsProjection);
    await expect(rollBack(deps(), trendsProjection, new AbortController().signal)).rejects.toThrow(
      'trends has no generation to go back to',
    );
  });
});

describe('verification', () => {
  it('compares all read models with the log and leaves nothing behind', async () => {
    const { store, happened, deps, projected, states } = company();
    await happened(...story);
    await projected(trendsProjection);
    await projected(healthProjection);
    const table = trendsProjection.rollup?.table ?? { name: '', key: [], state: [], derived: [] };
    const equal = await verifyLive(deps(), [trendsProjection, healthProjection], new AbortController().signal);
    expect(equal.flatMap(({ tables }) => tables.map(({ differentRows }) => differentRows)).every((n) => n === 0)).toBe(
      true,
    );
    for (const row of store.rows(trendsProjection, table).values()) Object.assign(row.cells, { total: 99 });
    const [different] = await verifyLive(deps(), [trendsProjection], new AbortController().signal);
    expect(different?.tables.find((one) => one.table === 'trends')?.differentRows).toBe(5);
    expect(await states()).toEqual(['v1 g1 live']);
    expect(await states('health')).toEqual(['v1 g1 live']);
  });

  it('is exact where partitions stand at different places, and folds each no further', async () => {
    const { eventStore, store, happened, deps } = company();
    for (let n = 0; n < 40; n++)
      await happened(used(`acme-${n % 8}`, n), opened(`c${n}`), linked(`c${n}`, `acme-${n % 8}`));
    await store.prepare([trendsProjection]);
    const [live] = await store.live([trendsProjection]);
    if (live === undefined) throw new Error('nothing is live');
    await store.claim('test', [{ name: generationName(live), partitions: PARTITIONS }]);
    const places = [
      { partitions: [0, 3], commit: 17n },
      { partitions: [1, 2, 4, 7], commit: 60n },
      { partitions: [5], commit: 61n },
    ];
    for (const { partitions, commit } of places) {
      const owned = await own(store, live, { partitions, holder: 'test' });
      const reading = new AbortController();
      const log = eventStore.subscribeToAll({ after: undefined, signal: reading.signal });
      for await (const batch of portionsUpTo(log, { commit, prepare: commit }, 1_000)) {
        if (owned !== 'lost') expect((await applyBatch(owned, batch))._tag).toBe('Applied');
      }
      reading.abort();
    }
    const stands: Array<ReadonlyArray<bigint | undefined>> = [];
    const looking = deps({
      generations: {
        ...store.generations,
        discard: async (generation) => {
          const checkpoints = await store.checkpoints(generationName(generation));
          stands.push(checkpoints.map(({ position }) => position?.commit));
          return store.generations.discard(generation);
        },
      },
    });
    const [parity] = await verifyLive(looking, [trendsProjection], new AbortController().signal);
    expect(stands).toEqual([[17n, 60n, 60n, 17n, 60n, 61n, undefined, 60n]]);
    expect(parity?.tables.filter(({ differentRows }) => differentRows > 0)).toEqual([]);
    expect(parity?.tables.find(({ table }) => table === 'trends')?.rows).toBeGreaterThan(5);
  });

  it('says so where the live rows come from another log', async () => {
    const { happened, deps, projected } = company();
    await happened(...story);
    await projected(trendsProjection);
    const restored = { eventStore: inMemoryEventStore() };
    await expect(verifyLive(deps(restored), [trendsProjection], new AbortController().signal)).rejects.toThrow(
      'stands at a place that the log does not have',
    );
    expect((await rebuild(deps(restored), trendsProjection, options({ acceptDifferences: true }))).outcome).toBe(
      'live',
    );
  });
});
