import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountsProjection } from '../../../projections/accounts/evolve.js';
import { type AccountQueries, makeAccountQueries } from '../../../projections/accounts/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const AT = '2026-03-01T00:00:00Z';
const registered = (accountId: string) =>
  fact('AccountRegistered', {
    accountId,
    occurredAt: AT,
    ref: { source: 'hubspot', connection: 'demo', id: `hs-${accountId}` },
  });
const profiled = (accountId: string, changes: object) =>
  fact('AccountProfileChanged', { accountId, occurredAt: AT, changes });
const signed = (accountId: string, contractId: string, amount: string, currency = 'EUR', endsOn = '2027-01-01') =>
  fact('ContractSigned', {
    accountId,
    contractId,
    occurredAt: AT,
    arr: { amount, currency },
    startsOn: '2026-01-01',
    endsOn,
  });
const scored = (accountId: string, score: number) =>
  fact('HealthScored', {
    accountId,
    day: '2026-03-02',
    occurredAt: AT,
    score,
    band: score < 50 ? 'critical' : 'healthy',
    measures: [],
    caps: [],
    policyVersion: 1,
  });
const recordRemoved = (accountId: string, occurredAt: string) =>
  fact('AccountRecordRemoved', {
    accountId,
    occurredAt,
    ref: { source: 'hubspot', connection: 'demo', id: `hs-${accountId}` },
  });
const answered = (stakeholderId: string, survey: string, score: number) =>
  fact('SurveyAnswered', { stakeholderId, occurredAt: AT, survey, score, raw: `${score}`, comment: null });
const inCohort = (accountId: string, member: string, belongs: boolean) =>
  fact('CohortMembershipChanged', {
    cohortId: 'mixpanel:demo:9',
    accountId,
    occurredAt: belongs ? AT : '2026-03-02T00:00:00Z',
    cohort: { source: 'mixpanel', connection: 'demo', id: '9' },
    name: 'Loyal users',
    member,
    belongs,
  });
const ofDesk = { source: 'zendesk', connection: 'demo', id: 'zd-dusk' };
const opened = (caseId: string, accountId: string) => [
  fact('CaseLinked', { caseId, occurredAt: AT, accountId }),
  fact('CaseOpened', { caseId, occurredAt: AT, channel: 'ticket' }),
];
const used = (accountId: string, day: string) =>
  fact('UsageRecorded', {
    accountId,
    occurredAt: `${day}T10:00:00Z`,
    metric: 'events',
    feature: null,
    window: { start: `${day}T00:00:00Z`, end: `${day}T12:00:00Z` },
    quantity: 3,
  });

describe('the accounts', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let accounts: AccountQueries;
  beforeAll(async () => {
    world = await projectedDatabase();
    accounts = makeAccountQueries(world.db, { now: () => new Date('2026-06-01T12:00:00Z') });
    await world.happened(
      registered('acme'),
      profiled('acme', { name: 'Acme', domain: 'acme.test', segment: 'enterprise', industry: 'retail' }),
      signed('acme', 'c1', '1200.50'),
      signed('acme', 'c2', '99.50', 'EUR', '2026-08-01'),
      scored('acme', 40),
      registered('bolt'),
      profiled('bolt', { name: 'bolt_100%', segment: 'mid' }),
      signed('bolt', 'c3', '10'),
      signed('bolt', 'c4', '10', 'USD'),
      scored('bolt', 80),
      used('cord', '2026-05-04'),
      ...opened('t1', 'acme'),
      ...opened('t2', 'acme-dup'),
      fact('CaseSolved', { caseId: 't1', occurredAt: '2026-03-05T00:00:00Z' }),
      profiled('acme-dup', { region: 'emea', name: 'ACME Inc' }),
      fact('SeatsChanged', { accountId: 'acme-dup', occurredAt: AT, seats: 7 }),
      fact('AccountMerged', { accountId: 'acme-dup', into: 'acme', occurredAt: AT }),
      fact('StakeholderLinked', { stakeholderId: 's1', occurredAt: AT, accountId: 'acme' }),
      fact('StakeholderIdentified', {
        stakeholderId: 's1',
        occurredAt: AT,
        firstName: { _tag: 'Present', subject: 'person1', value: 'Wilhelmina' },
        lastName: null,
        email: null,
        title: null,
        role: 'champion',
      }),
      fact('CaseReplied', { caseId: 't1', occurredAt: '2026-03-01T01:00:00Z' }),
      fact('CaseReplied', { caseId: 't2', occurredAt: '2026-03-01T00:30:00Z' }),
      fact('CaseSlaBreached', { caseId: 't2', occurredAt: '2026-03-01T00:10:00Z', metric: 'reply_time', exact: true }),
      fact('CaseSatisfactionRated', { caseId: 't1', occurredAt: AT, score: 0.5, raw: '3', comment: null }),
      answered('s1', 'csat', 1),
      answered('s1', 'nps', 0.9),
      fact('StakeholderLinked', { stakeholderId: 's2', occurredAt: AT, accountId: 'acme-dup' }),
      fact('StakeholderLeft', { stakeholderId: 's2', occurredAt: AT }),
      answered('s2', 'nps', 0.1),
      fact('OpportunityLinked', { opportunityId: 'o1', occurredAt: AT, accountId: 'acme' }),
      fact('OpportunityWon', { opportunityId: 'o1', occurredAt: AT }),
      inCohort('acme', 'p1', true),
      inCohort('acme-dup', 'p2', true),
      inCohort('acme-dup', 'p3', true),
      inCohort('bolt', 'p4', true),
      inCohort('bolt', 'p4', false),
      registered('dusk'),
      recordRemoved('dusk', '2026-04-01T00:00:00Z'),
      fact('AccountRegistered', { accountId: 'dusk-desk', occurredAt: AT, ref: ofDesk }),
      fact('AccountMerged', { accountId: 'dusk-desk', into: 'dusk', occurredAt: AT }),
      registered('ember'),
      recordRemoved('ember', '2026-04-01T00:00:00Z'),
      fact('AccountMerged', { accountId: 'ember', into: 'bolt', occurredAt: AT }),
    );
  });
  afterAll(() => world.drop());

  const ids = async (options: Partial<Parameters<AccountQueries['list']>[0]> = {}) =>
    (await accounts.list({ filter: {}, order: 'name', limit: 10, ...options })).items.map(({ accountId }) => accountId);

  it('list merged accounts as one, those without a name last', async () => {
    expect(await ids()).toEqual(['acme', 'bolt', 'cord']);
  });

  it('say what is known of the whole group', async () => {
    const { items } = await accounts.list({ filter: { search: 'ACME.test' }, order: 'name', limit: 10 });
    expect(items).toEqual([
      {
        accountId: 'acme',
        name: 'Acme',
        domain: 'acme.test',
        industry: 'retail',
        plan: null,
        region: 'emea',
        segment: 'enterprise',
        lifecycleStage: null,
        arr: '1300',
        currency: 'EUR',
        renewsOn: '2026-08-01',
        seats: 7,
        openCases: 1,
        lastActivityAt: null,
        healthScore: 40,
        healthBand: 'critical',
        removedAt: null,
      },
    ]);
  });

  it('that no CRM has any more are left out of lists, and otherwise as they were', async () => {
    expect(await ids({ filter: { removed: 'include' } })).toEqual(['bolt', 'acme', 'cord', 'dusk'].toSorted());
    expect(await ids({ filter: { removed: 'only' } })).toEqual(['dusk']);
    expect((await accounts.find('dusk-desk'))?.account).toMatchObject({
      accountId: 'dusk',
      removedAt: '2026-04-01T00:00:00.000Z',
      refs: [
        { id: 'hs-dusk', removedAt: '2026-04-01T00:00:00.000Z' },
        { id: 'zd-dusk', removedAt: null },
      ],
    });
  });

  it('say how support did, over cases and surveys, and over the whole group', async () => {
    expect((await accounts.find('acme'))?.account.support).toEqual({
      slaBreaches: 1,
      firstReplyMinutes: { mean: 45, count: 2 },
      resolutionMinutes: { mean: 4 * 24 * 60, count: 1 },
      csat: { mean: 0.75, count: 2 },
      ces: { mean: null, count: 0 },
      nps: { mean: 0, count: 2 },
    });
  });

  it('are told apart by the cohorts that somebody of the group is in', async () => {
    for (const cohort of ['9', 'Loyal users']) expect(await ids({ filter: { cohort } })).toEqual(['acme']);
    expect(await ids({ filter: { cohort: 'loyal' } })).toEqual([]);
    expect((await accounts.find('acme'))?.account.cohorts).toEqual([
      { source: 'mixpanel', connection: 'demo', id: '9', name: 'Loyal users', members: 3 },
    ]);
    expect((await accounts.find('bolt'))?.account.cohorts).toEqual([]);
  });

  it('have no sum of several currencies', async () => {
    const found = await accounts.find('bolt');
    expect(found?.account).toMatchObject({ arr: null, currency: null });
  });

  it('are found by part of a name or of an external id, taken literally', async () => {
    expect(await ids({ filter: { search: 'hs-bo' } })).toEqual(['bolt']);
    expect(await ids({ filter: { search: '_100%' } })).toEqual(['bolt']);
    expect(await ids({ filter: { search: 'b_lt' } })).toEqual([]);
  });

  it('are found by a name that a merged account has', async () => {
    expect(await ids({ filter: { search: 'acme inc' } })).toEqual(['acme']);
  });

  it('are told apart by band and segment', async () => {
    expect(await ids({ filter: { band: 'critical' } })).toEqual(['acme']);
    expect(await ids({ filter: { segment: 'mid' } })).toEqual(['bolt']);
    expect(await ids({ filter: { accountIds: ['bolt', 'acme-dup', 'nobody'] } })).toEqual(['bolt']);
  });

  it.each(['name', 'health', 'arr', 'lastActivity'] as const)(
    'come page by page by %s, none twice or left out',
    async (order) => {
      const whole = await ids({ order });
      const paged: Array<string> = [];
      let cursor: string | undefined;
      do {
        const page = await accounts.list({ filter: {}, order, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        paged.push(...page.items.map(({ accountId }) => accountId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
      expect(new Set(paged)).toEqual(new Set(['acme', 'bolt', 'cord']));
    },
  );

  it('refuse a cursor of another order', async () => {
    const { nextCursor } = await accounts.list({ filter: {}, order: 'name', limit: 1 });
    const again = accounts.list({ filter: {}, order: 'arr', limit: 1, cursor: nextCursor ?? '' });
    await expect(again).rejects.toEqual({ _tag: 'InvalidCursor' });
  });

  it('are found by any member of the group, with its details', async () => {
    const found = await accounts.find('acme-dup');
    expect(found?.account).toMatchObject({
      accountId: 'acme',
      mergedFrom: ['acme-dup'],
      refs: [{ source: 'hubspot', connection: 'demo', id: 'hs-acme', removedAt: null }],
      stakeholders: { active: 1, champions: 1, left: 1 },
      opportunities: { open: 0, won: 1, lost: 0 },
      contracts: [
        {
          contractId: 'c1',
          arr: '1200.50',
          currency: 'EUR',
          startsOn: '2026-01-01',
          endsOn: '2027-01-01',
          cancelledOn: null,
        },
        {
          contractId: 'c2',
          arr: '99.50',
          currency: 'EUR',
          startsOn: '2026-01-01',
          endsOn: '2026-08-01',
          cancelledOn: null,
        },
      ],
    });
    expect(found?.freshness).toMatchObject({ readModel: 'accounts', lagSeconds: 0 });
  });

  it('are unknown until a fact names them', async () => {
    expect(await accounts.find('nobody')).toBeUndefined();
    expect(await accounts.groupOf('nobody')).toEqual({ root: 'nobody', members: ['nobody'], known: false });
    expect(await accounts.groupOf('cord')).toEqual({ root: 'cord', members: ['cord'], known: true });
  });

  it('know the streams of their facts', async () => {
    expect(await accounts.streamsOf(['acme', 'acme-dup'])).toEqual([
      'account-acme',
      'health-acme',
      'account-acme-dup',
      'health-acme-dup',
      'usage-acme-dup-202603',
      'supportcase-t1',
      'supportcase-t2',
      'stakeholder-s1',
      'stakeholder-s2',
      'opportunity-o1',
      'cohort-mixpanel:demo:9-acme',
      'cohort-mixpanel:demo:9-acme-dup',
    ]);
  });

  it('keep nothing personal', async () => {
    const { rows } = await world.db.raw(
      `select t::text as line from read.account_stakeholders_v${accountsProjection.version} t`,
    );
    expect(JSON.stringify(rows)).not.toContain('Wilhelmina');
  });
});
