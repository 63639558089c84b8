import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountId } from '../../../domain/ids.js';
import { CalendarDate } from '../../../domain/primitives.js';
import { makeInMemoryOnlineFeatures } from '../../../infrastructure/in-memory/online-features.js';
import { ensureFeatureTables, makeOfflineFeatures } from '../../../infrastructure/postgres/offline-features.js';
import { checkParity } from '../../../ml/features/check-parity.js';
import { computeFeatures } from '../../../ml/features/compute-features.js';
import { features } from '../../../ml/features/definitions/all.js';
import { featureSetOf } from '../../../ml/features/feature-set.js';
import { refreshFeatures } from '../../../ml/features/refresh-features.js';
import { keptFeatures, latestFeatures } from '../../../ml/features/serve-features.js';
import { makeFeatureInputs } from '../../../roles/feature-inputs.js';
import { featureRow } from '../../contracts/online-features.contract.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';
import { valid } from '../../support/valid.js';

const account = valid(AccountId);
const day = valid(CalendarDate);
const set = featureSetOf(features);

const usedOn = (accountId: string, on: string, quantity: number) =>
  fact('UsageRecorded', {
    ...{ accountId, occurredAt: `${on}T23:00:00Z`, metric: 'events', feature: 'reports', quantity },
    window: { start: `${on}T00:00:00Z`, end: `${on}T23:59:59Z` },
  });
const signed = (accountId: string, on: string, amount: string) =>
  fact('ContractSigned', {
    ...{ accountId, contractId: `c-${accountId}`, occurredAt: `${on}T09:00:00Z`, arr: { amount, currency: 'EUR' } },
    ...{ startsOn: on, endsOn: `${Number(on.slice(0, 4)) + 1}${on.slice(4)}` },
  });
const openedCase = (caseId: string, accountId: string, on: string) => [
  fact('CaseOpened', { caseId, occurredAt: `${on}T10:00:00Z`, channel: 'ticket' }),
  fact('CaseLinked', { caseId, accountId, occurredAt: `${on}T10:00:00Z` }),
];

describe('features of projected facts', () => {
  let database: Awaited<ReturnType<typeof projectedDatabase>>;
  beforeAll(async () => {
    database = await projectedDatabase();
    await ensureFeatureTables(database.db);
    await database.happened(
      signed('acme', '2026-01-05', '1200'),
      usedOn('acme', '2026-01-10', 10),
      usedOn('acme', '2026-03-10', 30),
      ...openedCase('case-1', 'acme', '2026-03-08'),
      usedOn('acme-sub', '2026-03-09', 5),
      fact('AccountMerged', { accountId: 'acme-sub', into: 'acme', occurredAt: '2026-02-01T00:00:00Z' }),
      usedOn('zen', '2026-03-01', 4),
      fact('CaseSatisfactionRated', {
        ...{ caseId: 'case-1', occurredAt: '2026-03-09T10:00:00Z', score: 0.5, raw: 'ok', comment: null },
      }),
      fact('BenchmarkPublished', {
        ...{ metric: 'csat', segment: 'all', period: '2025', source: 'someone', occurredAt: '2026-03-12T00:00:00Z' },
        ...{ p25: null, p50: '80', p75: null, sampleSize: null },
      }),
    );
  });
  afterAll(() => database.drop());

  const made = () => {
    const inputs = makeFeatureInputs({ knex: database.db });
    const online = makeInMemoryOnlineFeatures();
    const offline = makeOfflineFeatures(database.db);
    const today = () => day('2026-03-15');
    const compute = computeFeatures(inputs, set);
    const refresh = refreshFeatures({ inputs, set, offline, online, today });
    const parity = checkParity({ kept: keptFeatures(online, offline, set), compute, set, now: () => new Date() });
    const latest = latestFeatures({ kept: keptFeatures(online, offline, set), compute, today });
    return { inputs, online, offline, compute, refresh, parity, latest };
  };
  const column = (name: string) => set.features.findIndex((one) => one.column === `${name}@1`);
  const everyone = [account('acme'), account('acme-sub'), account('zen')];
  const touched = (since: string) => everyone.map((accountId) => ({ accountId, since: day(since) }));

  it('are told at the end of each day from what was so by then, the merged group as one', async () => {
    const rows = await made().compute([account('acme-sub')], [day('2026-01-31'), day('2026-03-15')]);
    expect(rows.map((row) => [row.accountId, row.day])).toEqual([
      ['acme', '2026-01-31'],
      ['acme', '2026-03-15'],
    ]);
    const values = (name: string) => rows.map((row) => row.values[column(name)]);
    expect(values('usage_28d')).toEqual([10, 35]);
    expect(values('open_tickets')).toEqual([0, 1]);
    expect(values('arr')).toEqual([1200, 1200]);
    expect(values('renewal_distance_days')).toEqual([339, 296]);
  });

  it('are set against what was published by the day', async () => {
    const rows = await made().compute([account('acme')], [day('2026-03-11'), day('2026-03-15')]);
    expect(rows.map((row) => row.values[column('csat_vs_benchmark')])).toEqual([null, -0.3]);
  });

  it('leave out days by which nothing was known', async () =>
    expect(await made().compute([account('zen')], [day('2026-02-28')])).toEqual([]));

  it('of a time before the log took a fact are told without it', async () => {
    const { inputs } = made();
    const known = await inputs.facts([account('acme')], { knownAt: day('2026-01-01') });
    expect(known.get(account('acme'))).toEqual([]);
    expect((await inputs.facts([account('acme')], {})).get(account('acme'))?.length).toBe(4);
    const { compute } = made();
    const [on] = [day('2026-03-15')];
    const then = async (knownAt: string) =>
      (await compute([account('acme')], [on], { knownAt: day(knownAt) })).map(({ digest }) => digest);
    expect(await then('2026-05-31')).toEqual([]);
    expect(await then('2026-06-01')).toEqual((await compute([account('acme')], [on])).map(({ digest }) => digest));
  });

  it('are kept for today and the first of each month, and told anew from where a late fact counts', async () => {
    const { refresh, offline, online, parity } = made();
    expect(await refresh(touched('2026-01-01'))).toBe(5);
    const before = await offline.rows(
      set.hash,
      [account('acme')],
      [day('2026-02-01'), day('2026-03-01'), day('2026-03-15')],
    );
    expect(before.map((row) => row.day)).toEqual(['2026-02-01', '2026-03-01', '2026-03-15']);
    expect(await parity(everyone, [])).toMatchObject({ checked: 2, differing: [] });

    await database.happened(usedOn('acme', '2026-02-20', 100));
    const behind = await parity(everyone, [1]);
    expect(behind.differing.map(({ accountId }) => accountId)).toEqual(['acme']);
    await refresh([{ accountId: account('acme'), since: day('2026-02-20') }]);
    expect(await parity(everyone, [])).toMatchObject({ checked: 2, differing: [] });
    const after = await offline.rows(
      set.hash,
      [account('acme')],
      before.map((row) => row.day),
    );
    const usage = (rows: typeof after) => rows.map((row) => row.values[column('usage_28d')]);
    expect(usage(before)).toEqual([10, 0, 35]);
    expect(usage(after)).toEqual([10, 100, 135]);
    expect(after[0]?.digest).toBe(before[0]?.digest);
    expect((await online.get(set.hash, account('acme')))?.digest).toBe(after[2]?.digest);
  });

  it('are served as they are today, whether they are kept or not', async () => {
    const { refresh, offline, online, latest } = made();
    const told = await latest(account('zen'));
    expect(told?.day).toBe('2026-03-15');
    expect(await latest(account('nobody'))).toBeUndefined();
    await refresh(touched('2026-01-01'));
    expect((await latest(account('zen')))?.digest).toBe(told?.digest);
    await online.forget(set.hash, [account('zen')]);
    expect((await latest(account('zen')))?.digest).toBe(told?.digest);
    await offline.forget(set.hash, [account('zen')]);
    expect((await latest(account('zen')))?.digest).toBe(told?.digest);
  });

  it('that somebody changed where they are served from are found, by column', async () => {
    const { refresh, online, parity } = made();
    await refresh(touched('2026-01-01'));
    const served = await online.get(set.hash, account('zen'));
    if (served === undefined) throw new Error('nothing is served');
    const values = served.values.with(column('usage_28d'), 4_000);
    await online.put(set.hash, [{ ...served, values }]);
    expect((await parity(everyone, [1, 1])).differing).toEqual([{ accountId: 'zen', columns: ['usage_28d@1'] }]);
  });

  it('of another set of definitions stand beside', async () => {
    const { inputs, offline, online } = made();
    const older = featureSetOf(features.slice(0, 3));
    const today = () => day('2026-03-15');
    await refreshFeatures({ inputs, set: older, offline, online, today })(touched('2026-03-15'));
    expect((await offline.latest(older.hash))[0]?.values).toHaveLength(3);
    expect((await offline.latest(set.hash))[0]?.values).toHaveLength(features.length);
  });
});

describe('offline features', () => {
  let database: Awaited<ReturnType<typeof projectedDatabase>>;
  beforeAll(async () => {
    database = await projectedDatabase();
    await ensureFeatureTables(database.db);
  });
  afterAll(() => database.drop());

  it('are those of whoever had read more of the log', async () => {
    const store = makeOfflineFeatures(database.db);
    const later = featureRow('a', '2026-01-02', 10n, 'gold', 1.25, null);
    await store.put('s', [later]);
    await store.put('s', [featureRow('a', '2026-01-02', 9n, 'none', 0, 0)]);
    expect(await store.rows('s', [later.accountId], [later.day])).toEqual([later]);
  });

  it('of long ago are kept by the month', async () => {
    const store = makeOfflineFeatures(database.db);
    await store.put(
      't',
      ['2026-01-01', '2026-01-20', '2026-02-01', '2026-03-20'].map((on) => featureRow('a', on, 1n, 1)),
    );
    await store.thin('t', day('2026-03-01'));
    expect(await store.keptDays('t', [account('a')], day('2026-01-01'))).toEqual(
      new Map([['a', ['2026-01-01', '2026-02-01', '2026-03-20']]]),
    );
    expect((await store.latest('t', [account('a')])).map((row) => row.day)).toEqual(['2026-03-20']);
    await store.forget('t', [account('a')]);
    expect(await store.latest('t')).toEqual([]);
  });

  it('keep the last statistics and the last comparison', async () => {
    const store = makeOfflineFeatures(database.db);
    const one = {
      column: 'x@1',
      day: day('2026-01-01'),
      count: 3,
      missing: 1,
      mean: 2,
      sd: 1,
      quantiles: [1, 3],
      categories: null,
    };
    await store.keepStatistics('s', [one]);
    await store.keepStatistics('s', [one, { ...one, column: 'y@1' }]);
    expect((await store.statistics('s')).map(({ column: name }) => name)).toEqual(['x@1', 'y@1']);
    const note = { at: new Date('2026-01-01T00:00:00Z'), checked: 2, differing: [] };
    await store.noteParity('s', { ...note, checked: 1 });
    await store.noteParity('s', note);
    expect(await store.parity('s')).toEqual(note);
    expect(await store.parity('other')).toBeUndefined();
  });
});
