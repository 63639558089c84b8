import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountValues, Field } from '../../../domain/segment/fields.js';
import { makeSegmentQueries, type SegmentQueries } from '../../../projections/segments/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const at = (day: string, time = '10:00:00') => `${day}T${time}Z`;
const profiled = (accountId: string, day: string, changes: object) =>
  fact('AccountProfileChanged', { accountId, occurredAt: at(day), changes });
const staged = (accountId: string, day: string, stage: string) =>
  fact('LifecycleStageChanged', { accountId, occurredAt: at(day), stage });
const seated = (accountId: string, day: string, seats: number) =>
  fact('SeatsChanged', { accountId, occurredAt: at(day), seats });
const scored = (accountId: string, day: string, score: number, band: string) =>
  fact('HealthScored', {
    ...{ accountId, day, occurredAt: at('2026-06-01'), score, band },
    ...{ measures: [], caps: [], policyVersion: 1 },
  });
const used = (accountId: string, day: string, quantity = 3) =>
  fact('UsageRecorded', {
    ...{ accountId, occurredAt: at(day), metric: 'events', feature: null, quantity },
    window: { start: at(day, '00:00:00'), end: at(day, '12:00:00') },
  });
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const opened = (caseId: string, accountId: string, day: string, solvedOn?: string) => [
  fact('CaseLinked', { caseId, occurredAt: at(day), accountId }),
  fact('CaseOpened', { caseId, occurredAt: at(day), channel: 'ticket' }),
  ...(solvedOn === undefined ? [] : [fact('CaseSolved', { caseId, occurredAt: at(solvedOn) })]),
];
const cohorted = (accountId: string, member: string, day: string, belongs: boolean) =>
  fact('CohortMembershipChanged', {
    ...{ cohortId: 'k7', accountId, occurredAt: at(day), name: 'Power users', member, belongs },
    cohort: { source: 'amplitude', connection: 'own', id: 'c7' },
  });
const ref = { source: 'hubspot', connection: 'own', id: '7' };

describe('accounts on a day', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let segments: SegmentQueries;
  beforeAll(async () => {
    world = await projectedDatabase();
    segments = makeSegmentQueries(world.db);
    await world.happened(
      profiled('acme', '2026-03-01', { plan: 'pro', industry: 'retail', employees: '1200', annualRevenue: 'a lot' }),
      profiled('acme', '2026-01-05', { plan: 'team' }),
      profiled('acme', '2026-05-01', { plan: null }),
      profiled('acme-old', '2026-02-01', { region: 'EU', plan: 'free' }),
      fact('AccountMerged', { accountId: 'acme-old', into: 'acme', occurredAt: at('2026-06-01') }),
      staged('acme', '2026-01-05', 'onboarding'),
      staged('acme', '2026-02-05', 'customer'),
      seated('acme', '2026-01-10', 9),
      seated('acme', '2026-03-10', 12),
      seated('acme-old', '2026-03-20', 1),
      scored('acme', '2026-03-31', 30, 'at-risk'),
      scored('acme', '2026-04-30', 80, 'healthy'),
      scored('acme-old', '2026-04-30', 1, 'at-risk'),
      used('acme', '2026-03-30'),
      used('acme', '2026-03-31', 0),
      used('acme-old', '2026-02-10'),
      used('acme', '2026-04-20'),
      fact('ContractSigned', {
        ...{ accountId: 'acme', contractId: 'one', occurredAt: at('2026-01-01'), arr: eur('1000.50') },
        ...{ startsOn: '2026-01-10', endsOn: '2026-06-10' },
      }),
      fact('ContractAmended', {
        ...{ accountId: 'acme', contractId: 'one', occurredAt: at('2026-05-20'), arr: eur('1500') },
        effectiveOn: '2026-04-01',
      }),
      fact('ContractRenewed', {
        ...{ accountId: 'acme', contractId: 'one', occurredAt: at('2026-05-25'), arr: eur('2000') },
        ...{ effectiveOn: '2026-06-10', endsOn: '2027-06-10' },
      }),
      ...opened('t1', 'acme', '2026-03-01', '2026-04-02'),
      ...opened('t2', 'acme-old', '2026-03-31'),
      ...opened('t3', 'acme', '2026-03-31', '2026-03-31'),
      cohorted('acme', 'p1', '2026-02-01', true),
      cohorted('acme', 'p1', '2026-04-01', false),
      fact('AccountRegistered', { accountId: 'gone', occurredAt: at('2026-01-01'), ref }),
      fact('AccountRecordRemoved', { accountId: 'gone', occurredAt: at('2026-04-01'), ref }),
      used('quiet', '2026-03-15'),
    );
  });
  afterAll(() => world.drop());

  const all: ReadonlyArray<Field> = [
    ...([
      'plan',
      'industry',
      'region',
      'lifecycleStage',
      'currency',
      'healthBand',
      'employees',
      'annualRevenue',
    ] as const),
    ...(['arr', 'seats', 'openCases', 'healthScore', 'daysSinceActivity', 'daysToRenewal', 'cohort'] as const),
  ];
  const on = async (day: string, accountId: string, fields = all): Promise<Partial<AccountValues> | undefined> => {
    const { accounts } = await segments.accountsOn(day, { fields: new Set(fields) });
    return accounts.find((one) => one.accountId === accountId)?.values;
  };

  it('are as they were then, merged ones as the one they became', async () => {
    expect(await on('2026-02-28', 'acme')).toMatchObject({
      ...{ plan: 'team', industry: null, region: 'EU', lifecycleStage: 'customer', employees: null, seats: 9 },
      ...{ arr: 1000.5, currency: 'EUR', healthScore: null, healthBand: null, openCases: 0 },
      ...{ daysSinceActivity: 18, daysToRenewal: 102, cohort: ['Power users', 'c7'] },
    });
    expect(await on('2026-03-31', 'acme')).toMatchObject({
      ...{ plan: 'pro', industry: 'retail', employees: 1200, annualRevenue: null, seats: 13, openCases: 2 },
      ...{ healthScore: 30, healthBand: 'at-risk', daysSinceActivity: 1, daysToRenewal: 71 },
    });
    expect(await on('2026-05-26', 'acme')).toMatchObject({
      ...{ plan: 'free', arr: 1500, healthScore: 80, openCases: 1, daysSinceActivity: 36, cohort: [] },
      daysToRenewal: 380,
    });
    expect(await on('2028-01-01', 'acme')).toMatchObject({ arr: 0, currency: null, daysToRenewal: null });
  });

  it('change at the end of the day on which something was said', async () => {
    const plans = ['2026-01-04', '2026-01-05', '2026-02-28', '2026-03-01'].map((day) => on(day, 'acme', ['plan']));
    expect((await Promise.all(plans)).map((values) => values?.plan)).toEqual([null, 'team', 'team', 'pro']);
  });

  it('are those that were known by then, and not those whose records were deleted by then', async () => {
    const ids = async (day: string) =>
      (await segments.accountsOn(day, { fields: new Set() })).accounts.map(({ accountId }) => accountId);
    expect(await ids('2025-12-31')).toEqual([]);
    expect(await ids('2026-01-01')).toEqual(['acme', 'gone']);
    expect(await ids('2026-03-15')).toEqual(['acme', 'gone', 'quiet']);
    expect(await ids('2026-04-01')).toEqual(['acme', 'quiet']);
  });

  it('are looked up one by one, with all that were merged into them', async () => {
    const fields = new Set<Field>(['plan']);
    const { accounts } = await segments.accountsOn('2026-03-15', { fields, accountIds: ['acme'] });
    expect(accounts).toMatchObject([
      { accountId: 'acme', members: ['acme', 'acme-old'], values: { plan: 'pro', arr: null } },
    ]);
  });

  it('are the same however late something is told', async () => {
    const before = await segments.accountsOn('2026-02-15', { fields: new Set(all) });
    await world.happened(profiled('acme', '2026-02-10', { industry: 'banking' }));
    expect((await on('2026-02-15', 'acme'))?.industry).toBe('banking');
    expect((await on('2026-03-31', 'acme'))?.industry).toBe('retail');
    expect(before.accounts[0]?.values.industry).toBe(null);
  });
});

describe('segments', () => {
  it('are found with their versions', async () => {
    const world = await projectedDatabase();
    const segments = makeSegmentQueries(world.db);
    const rule = { field: 'plan', op: '=', value: 'pro' };
    const name = 'key-accounts';
    await world.happened(
      fact('SegmentRetired', { name, occurredAt: at('2026-03-02'), version: 2 }),
      fact('SegmentDefined', { name, occurredAt: at('2026-03-01'), version: 1, description: null, rule }),
    );
    const expected = {
      name,
      versions: [
        { version: 1, definition: { rule } },
        { version: 2, definition: null },
      ],
    };
    expect(await segments.find(name)).toMatchObject({ segment: expected, freshness: { readModel: 'segments' } });
    expect((await segments.list()).segments).toMatchObject([expected]);
    expect((await segments.find('nothing')).segment).toBeUndefined();
    await world.drop();
  });
});
