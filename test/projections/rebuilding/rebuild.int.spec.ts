import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventStore } from '../../../application/ports/event-store.js';
import { type StreamOfFacts, simulatedFacts } from '../../../bench/replay/facts.js';
import { accountStream } from '../../../domain/account/stream.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeGenerationStore } from '../../../infrastructure/postgres/generations.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { stop } from '../../../projections/following/failure-policy.js';
import { generationName } from '../../../projections/generation.js';
import { healthProjection as currentHealth } from '../../../projections/health/evolve.js';
import type { Projection } from '../../../projections/projection.js';
import { startProjector } from '../../../projections/projector.js';
import { isEqual } from '../../../projections/rebuilding/compare-with-live.js';
import { type RebuildOptions, rebuild, rollBack } from '../../../projections/rebuilding/rebuild.js';
import type { RebuildDeps } from '../../../projections/rebuilding/rebuild-deps.js';
import { verifyLive } from '../../../projections/rebuilding/verify-live.js';
import { projections as current } from '../../../projections/registry.js';
import { trendsProjection as currentTrends } from '../../../projections/trends/evolve.js';
import { fact } from '../../support/fact.js';
import { freshDatabase } from '../../support/services/postgres.js';

/** The versions that specs speak of are their own. */
const projections = current.map((projection) => ({ ...projection, version: 1, intendedDifferences: [] }));
const trendsProjection = { ...currentTrends, version: 1, intendedDifferences: [] };
const healthProjection = { ...currentHealth, version: 1 };

const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };

const appendTo = async (eventStore: EventStore, { stream, facts }: StreamOfFacts, round = 0): Promise<void> => {
  const events = facts.map((event, i) => ({ id: `${stream} ${i} ${round}`, event, metadata }));
  await eventStore.append(stream, 'any', events)();
};

const used = (accountId: string, quantity: number): DomainEvent =>
  fact('UsageRecorded', {
    accountId,
    occurredAt: '2026-03-02T10:00:00Z',
    metric: 'active_users',
    feature: 'reports',
    window: { start: '2026-03-02T00:00:00Z', end: '2026-03-02T23:59:59Z' },
    quantity,
  });

const options = (over: Partial<RebuildOptions> = {}): RebuildOptions => ({
  acceptDifferences: false,
  afresh: false,
  signal: new AbortController().signal,
  ...over,
});

const never = new AbortController().signal;

const TRENDS = `trends_v${trendsProjection.version}`;

describe('rebuilds on PostgreSQL', () => {
  let db: Knex;
  let drop: () => Promise<void>;
  let eventStore: EventStore;
  beforeAll(async () => {
    const database = await freshDatabase();
    drop = database.drop;
    db = connectPostgres(database.url, { max: 20 });
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });
  beforeEach(async () => {
    await db.raw('drop schema if exists read cascade');
    eventStore = inMemoryEventStore();
  });

  const deps = (over: Partial<RebuildDeps> = {}): RebuildDeps => ({
    eventStore,
    store: makeReadStore(db),
    generations: makeGenerationStore(db),
    policy: stop,
    report: () => undefined,
    ...over,
  });
  const start = (of: ReadonlyArray<Projection> = projections) =>
    startProjector(
      { eventStore, store: makeReadStore(db), feed: { publish: () => undefined }, report: () => undefined },
      { projections: of, reactors: [], beatMs: 100 },
    );
  const untilThere = async (of: ReadonlyArray<Projection> = projections): Promise<void> => {
    const store = makeReadStore(db);
    for (let turns = 0; turns < 6_000; turns++) {
      const head = await eventStore.readHead()();
      const end = head._tag === 'Right' ? head.right?.commit : undefined;
      const live = await store.live(of);
      const all = (await Promise.all(live.map((each) => store.checkpoints(generationName(each))))).flat();
      if (all.length > 0 && all.every(({ position }) => position?.commit === end)) return;
      await new Promise((done) => setTimeout(done, 5));
    }
    throw new Error('it never came to the end of the log');
  };
  const projected = async (of: ReadonlyArray<Projection> = projections): Promise<void> => {
    const projector = await start(of);
    await untilThere(of);
    await projector.stop();
  };
  const isAllEqual = async (): Promise<boolean> => (await verifyLive(deps(), projections, never)).every(isEqual);

  it('find the rows that following the log gave, restarts and small batches included', async () => {
    const streams = [...simulatedFacts(4_000, 7)];
    const third = Math.ceil(streams.length / 3);
    for (let restart = 0; restart < 3; restart++) {
      const projector = await start();
      for (const stream of streams.slice(restart * third, (restart + 1) * third)) {
        await appendTo(eventStore, stream, restart);
        await new Promise((done) => setImmediate(done));
      }
      await untilThere();
      await projector.stop();
    }
    const parities = await verifyLive(deps(), projections, never);
    expect(parities.flatMap(({ tables }) => tables).filter(({ differentRows }) => differentRows > 0)).toEqual([]);
    expect(parities.flatMap(({ tables }) => tables).find(({ table }) => table === 'trends')?.rows).toBeGreaterThan(50);
    expect(await makeGenerationStore(db).list('trends')).toHaveLength(1);
  });

  it('lose nothing, take nothing twice and never show less, while two projectors and queries go on', async () => {
    for (const stream of simulatedFacts(3_000, 11)) await appendTo(eventStore, stream);
    const projectors = [await start(), await start()];
    await untilThere();
    let [ended, appended] = [false, 0];
    const inflow = (async () => {
      for (let round = 1; !ended; round++) {
        appended += 8;
        for (let n = 0; n < 8; n++) {
          const name = `inflow-${n}` as never;
          await appendTo(eventStore, { stream: accountStream(name), facts: [used(name, 1)] }, round);
        }
        await new Promise((done) => setTimeout(done, 5));
      }
    })();
    const seen: Array<number> = [];
    const queries = (async () => {
      while (!ended) {
        const { rows } = await db.raw(`select coalesce(sum(total), 0)::integer as clicks, count(*)::integer as rows
          from read.${TRENDS} where metric = 'active_users' and account_id like 'inflow-%'`);
        seen.push(rows[0].clicks);
      }
    })();
    const parities = [];
    for (const projection of [trendsProjection, healthProjection, trendsProjection])
      parities.push((await rebuild(deps(), projection, options())).parity);
    await rollBack(deps(), trendsProjection, never);
    ended = true;
    await Promise.all([inflow, queries]);
    await untilThere();
    expect(await isAllEqual()).toBe(true);
    await Promise.all(projectors.map((projector) => projector.stop()));
    expect(parities.every((parity) => parity !== undefined && isEqual(parity))).toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const { rows } = await db.raw(
      `select sum(total)::integer as clicks from read.${TRENDS} where metric = 'active_users' and account_id like 'inflow-%'`,
    );
    expect(rows[0].clicks).toBe(appended);
    expect((await makeGenerationStore(db).list('trends')).map(({ number, state }) => [number, state])).toEqual([
      [2, 'live'],
      [3, 'retired'],
    ]);
  });

  it('name the one column of the one row that differs, and its events', async () => {
    for (const stream of simulatedFacts(2_000, 3)) await appendTo(eventStore, stream);
    await projected();
    const { rows } = await db.raw('select account_id, day from read.health_days_v1 order by 1, 2 limit 1 offset 5');
    const [{ account_id, day }] = rows;
    await db.raw('update read.health_days_v1_g1 set score = -1 where account_id = ? and day = ?', [account_id, day]);
    const { outcome, parity } = await rebuild(deps(), healthProjection, options());
    expect(outcome).toBe('different');
    const table = parity?.tables.find(({ differentRows }) => differentRows > 0);
    expect(table).toMatchObject({ table: 'health_days', differentRows: 1, equalRows: (table?.rows ?? 0) - 1 });
    expect(table?.differences).toMatchObject([{ key: [account_id, day], columns: [{ column: 'score', live: -1 }] }]);
    expect(table?.differences[0]?.columns).toHaveLength(1);
    const [event] = parity?.first?.events.latest ?? [];
    expect(event).toMatchObject({ type: 'HealthScored', streamName: `health-${account_id}` });
    expect(await isAllEqual()).toBe(false);
    expect((await rebuild(deps(), healthProjection, options({ acceptDifferences: true }))).outcome).toBe('live');
    expect(await isAllEqual()).toBe(true);
  });

  it('go on where a run before stopped', async () => {
    for (const stream of simulatedFacts(3_000, 5)) await appendTo(eventStore, stream);
    await projected();
    const interrupting = new AbortController();
    let folded = 0;
    const breaking = deps({
      portion: 500,
      report: (report) => {
        if (report._tag !== 'Folded') return;
        folded += report.events;
        if (folded >= 1_000) interrupting.abort(new Error('enough'));
      },
    });
    await expect(rebuild(breaking, trendsProjection, options({ signal: interrupting.signal }))).rejects.toThrow(
      'enough',
    );
    let again = 0;
    const counting = deps({
      report: (report) => {
        if (report._tag === 'Folded') again += report.events;
      },
    });
    expect((await rebuild(counting, trendsProjection, options())).outcome).toBe('live');
    const head = await eventStore.readHead()();
    const all = head._tag === 'Right' ? Number(head.right?.commit) + 1 : 0;
    expect(again).toBeGreaterThan(0);
    expect(again).toBe(all - folded);
    expect(await isAllEqual()).toBe(true);
  });

  it('let one process at a time rebuild a read model', async () => {
    for (const stream of simulatedFacts(2_000, 5)) await appendTo(eventStore, stream);
    await projected();
    const both = await Promise.allSettled([1, 2].map(() => rebuild(deps(), trendsProjection, options())));
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    for (const reason of refused) expect(reason).toMatch(/a rebuild of trends is running|went live/);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await isAllEqual()).toBe(true);
  });

  it('compare a new version with the one before, columns by name, generated ones too', async () => {
    for (const stream of simulatedFacts(2_000, 9)) await appendTo(eventStore, stream);
    await projected();
    const { rollup } = trendsProjection;
    if (rollup === undefined) throw new Error('trends have a rollup');
    const doubled: Projection = {
      ...trendsProjection,
      version: trendsProjection.version + 1,
      intendedDifferences: [],
      rollup: {
        ...rollup,
        table: { ...rollup.table, derived: [{ name: 'half', type: 'double precision', generated: 'total / 2' }] },
        contributions: (event) => rollup.contributions(event).map((part) => ({ ...part, sum: part.sum * 2 })),
      },
    };
    expect((await rebuild(deps(), doubled, options())).outcome).toBe('different');
    const why = 'usage counts twice';
    const columns = ['sums', 'total'];
    const intendedDifferences = ['trends', 'trends_off_day'].map((table) => ({ table, columns, why }));
    const { outcome, parity } = await rebuild(deps(), { ...doubled, intendedDifferences }, options());
    const trends = parity?.tables.find(({ table }) => table === 'trends');
    expect(outcome).toBe('live');
    expect(trends?.intendedRows).toBeGreaterThan(10);
    expect(trends?.remarks).toEqual(['only the rebuilt table has half']);
    const { rows } =
      await db.raw(`select count(*)::integer as n from read.trends_v${doubled.version} n join read.${TRENDS} o
      using (account_id, metric, month, feature) where n.half = o.total and n.total <> o.total`);
    expect(rows[0].n).toBe(trends?.intendedRows);
    expect(await makeReadStore(db).live([trendsProjection])).toMatchObject([{ number: 1 }]);
  });

  it('give way to a query that takes long, and go live after it', async () => {
    for (const stream of simulatedFacts(500, 13)) await appendTo(eventStore, stream);
    await projected();
    let goingLive: () => void = () => undefined;
    const isGoingLive = new Promise<void>((done) => {
      goingLive = done;
    });
    const long = db.transaction(async (trx) => {
      await trx.raw(`select count(*) from read.${TRENDS}`);
      await isGoingLive;
      await trx.raw('select pg_sleep(1.2)');
      const { rows } = await trx.raw(
        `select count(*)::integer as n from read.trend_accounts_v${trendsProjection.version}`,
      );
      return rows[0].n;
    });
    const report: RebuildDeps['report'] = ({ _tag }) => {
      if (_tag === 'GoingLive') goingLive();
    };
    const rebuilt = await rebuild(deps({ report }), trendsProjection, options());
    expect(await long).toBeGreaterThan(0);
    expect(rebuilt.outcome).toBe('live');
  });

  it('say that columns were taken away without a new version', async () => {
    for (const stream of simulatedFacts(500, 13)) await appendTo(eventStore, stream);
    const { rollup } = trendsProjection;
    if (rollup === undefined) throw new Error('trends have a rollup');
    const half = { name: 'half', type: 'double precision' as const, generated: 'total / 2' };
    await projected([{ ...trendsProjection, rollup: { ...rollup, table: { ...rollup.table, derived: [half] } } }]);
    await expect(rebuild(deps(), trendsProjection, options())).rejects.toThrow('raise the version');
  });
});
