import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import { connectPostgres } from '../../infrastructure/postgres/connect.js';
import { makeReadStore } from '../../infrastructure/postgres/read-store.js';
import { accountsProjection } from '../../projections/accounts/evolve.js';
import { readFreshness } from '../../projections/freshness.js';
import { generationName } from '../../projections/generation.js';
import { allPartitions, PARTITIONS } from '../../projections/partitions.js';
import { readParkedStreams, readProgress } from '../../projections/progress.js';
import { reactorLease } from '../../projections/reactor.js';
import type { ReadStore } from '../../projections/read-store.js';
import { trendsProjection } from '../../projections/trends/evolve.js';
import { freshDatabase } from '../support/services/postgres.js';

const at = (commit: number): Position => ({ commit: BigInt(commit), prepare: BigInt(commit) });
const SCHEMA = 'read';
const projections = [accountsProjection, trendsProjection];
const accounts = generationName({ projection: accountsProjection, number: 1 });
const trends = generationName({ projection: trendsProjection, number: 1 });
const reactor = reactorLease({ name: 'alerts' });

describe('freshness of read models that are kept in partitions', () => {
  let db: Knex;
  let store: ReadStore;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await freshDatabase();
    db = connectPostgres(database.url);
    drop = database.drop;
  });
  beforeEach(async () => {
    await db.raw('drop schema if exists ?? cascade', [SCHEMA]);
    store = makeReadStore(db, SCHEMA);
    await store.prepare(projections);
    await store.claim('me', [
      { name: accounts, partitions: PARTITIONS },
      { name: trends, partitions: PARTITIONS },
      { name: reactor, partitions: 1 },
    ]);
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  type Till = { readonly commit: number; readonly events?: number; readonly caughtUp?: boolean; readonly ago?: number };
  const stands = async (name: string, partitions: ReadonlyArray<number>, { commit, events, caughtUp, ago }: Till) => {
    const recordedAt = new Date(Date.now() - (ago ?? 0) * 1_000);
    const to = {
      position: at(commit),
      recordedAt,
      caughtUp: caughtUp ?? false,
      ...(events === undefined ? {} : { events }),
    };
    expect(await store.advance({ name, partitions, holder: 'me', from: undefined, to })).toBe('committed');
  };
  const freshness = (head: number | undefined) =>
    readFreshness(
      () => readProgress(db, SCHEMA, async () => (head === undefined ? undefined : at(head))),
      accountsProjection,
    );
  const progressOf = async (reader: string, head: number) =>
    (await readProgress(db, SCHEMA, async () => at(head))).find(({ name }) => name === reader);

  it('has no position until every partition has begun', async () => {
    await stands(accounts, [0, 1, 2, 3, 4, 5, 6], { commit: 900, events: 90, caughtUp: true });
    expect(await freshness(900)).toEqual({
      readModel: 'accounts',
      position: null,
      lagSeconds: 0,
      lagEvents: 90,
      lagEventsEstimated: false,
    });
  });

  it('is that of the partition furthest behind, in events and in seconds', async () => {
    await stands(accounts, [0, 1, 2], { commit: 900, events: 90, caughtUp: true });
    await stands(accounts, [3], { commit: 500, events: 41, ago: 3_600 });
    await stands(accounts, [4, 5, 6, 7], { commit: 700, events: 70, ago: 60 });
    const fresh = await freshness(900);
    expect(fresh).toMatchObject({ position: '500', lagEvents: 49, lagEventsEstimated: false });
    expect(fresh.lagSeconds).toBeGreaterThanOrEqual(3_600);
  });

  it('counts to where any read model has read, and estimates the rest', async () => {
    await stands(accounts, allPartitions, { commit: 500, events: 41 });
    await stands(trends, allPartitions, { commit: 1_000, events: 100 });
    expect(await freshness(1_000)).toMatchObject({ lagEvents: 59, lagEventsEstimated: false });
    expect(await freshness(2_000)).toMatchObject({ lagEvents: 159, lagEventsEstimated: true });
    expect(await freshness(undefined)).toMatchObject({ lagEvents: null, lagEventsEstimated: false });
  });

  it('is nothing at all for one that has read everything, for as long as its readers say so', async () => {
    await stands(accounts, allPartitions, { commit: 900, events: 90, caughtUp: true, ago: 600 });
    expect(await freshness(2_000)).toMatchObject({ lagEvents: 0, lagSeconds: 0, lagEventsEstimated: false });
    await db.raw(`update ??.checkpoints set seen_at = seen_at - interval '1 minute' where partition = 5`, [SCHEMA]);
    const fresh = await freshness(2_000);
    expect(fresh).toMatchObject({ lagEvents: 110, lagEventsEstimated: true });
    expect(fresh.lagSeconds).toBeGreaterThanOrEqual(60);
  });

  it('is told of reactors too, whose events are not counted', async () => {
    await stands(accounts, allPartitions, { commit: 1_000, events: 100, caughtUp: true });
    await stands(reactor, [0], { commit: 400, ago: 10 });
    expect(await progressOf('alerts', 1_000)).toMatchObject({
      version: undefined,
      position: at(400),
      events: undefined,
      behind: { events: 60, isEstimate: true },
    });
  });

  it('says how many streams are parked', async () => {
    const stuck = {
      revision: 1n,
      position: at(3),
      eventId: 'id',
      eventType: 'CaseOpened',
      reason: 'it cannot be read',
    };
    const [live] = await store.live(projections);
    if (live === undefined) throw new Error('there is no live generation');
    const to = { position: at(5), recordedAt: undefined, events: 5, caughtUp: true };
    const park = ['a-1', 'a-2'].map((streamName) => ({ ...stuck, streamName, partitions: allPartitions }));
    await store.commit(
      live,
      { name: accounts, partitions: allPartitions, holder: 'me', from: undefined, to },
      { rows: [], park },
    );
    expect(await readParkedStreams(db, SCHEMA)).toEqual(new Map([[accounts, 2]]));
    expect(await progressOf('accounts', 5)).toMatchObject({ reader: accounts, events: 5 });
  });

  it('has another mark whenever rows may have changed, though the position is the same', async () => {
    const [live] = await store.live(projections);
    if (live === undefined) throw new Error('there is no live generation');
    const marks: Array<string | undefined> = [];
    const mark = async () => marks.push((await progressOf('accounts', 5))?.mark);
    const share = { name: accounts, holder: 'me' };
    const to = (commit: number) => ({ position: at(commit), recordedAt: undefined, events: 5, caughtUp: true });
    await stands(accounts, allPartitions, { commit: 5, events: 5, caughtUp: true });
    await mark();
    await store.advance({ ...share, partitions: [3], from: at(5), to: to(9) });
    await mark();
    const stuck = { revision: 1n, position: at(3), eventId: 'id', eventType: 'CaseOpened', reason: 'unreadable' };
    const park = [{ ...stuck, streamName: 'a-1', partitions: [3] }];
    await store.commit(live, { ...share, partitions: [3], from: at(9), to: to(9) }, { rows: [], park });
    await mark();
    const further = [{ ...stuck, revision: 2n, streamName: 'a-1', partitions: [3] }];
    await store.commit(live, { ...share, partitions: [3], from: at(9), to: to(9) }, { rows: [], park: further });
    await mark();
    expect(new Set(marks).size).toBe(4);
    await store.advance({ ...share, partitions: [3], from: at(9), to: to(9) });
    await mark();
    expect(marks[4]).toBe(marks[3]);
    expect(await freshness(5)).toMatchObject({ position: '5' });
  });

  it('survives a restart: the count goes on where the checkpoint left it', async () => {
    await stands(accounts, allPartitions, { commit: 500, events: 41 });
    const again = makeReadStore(db, SCHEMA);
    await again.prepare(projections);
    expect((await again.checkpoints(accounts)).map(({ events }) => events)).toEqual(allPartitions.map(() => 41));
  });
});
