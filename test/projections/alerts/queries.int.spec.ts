import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/ids.js';
import { Timestamp } from '../../../domain/primitives.js';
import { makeReadAccountFacts } from '../../../projections/accounts/queries.js';
import {
  type AlertQueries,
  makeAlertQueries,
  makeDueAlerts,
  makeHeldConditions,
  makeRulesInUse,
} from '../../../projections/alerts/queries.js';
import { fact } from '../../support/fact.js';
import { sampleOpened } from '../../support/sample-notice.js';
import { projectedDatabase } from '../../support/services/projected-database.js';
import { valid } from '../../support/valid.js';

const at = (alertId: string, hour: number) => ({ alertId, occurredAt: `2026-03-03T${hour}:00:00Z` });
const opened = (alertId: string, accountId: string, hour: number, more: object = {}) =>
  sampleOpened({ ...at(alertId, hour), accountId, ...more });
const told = (alertId: string, hour: number) =>
  fact('AlertNoticeDelivered', { ...at(alertId, hour), channel: 'desk', about: 'opened' });
const rule = (ruleId: string, name: string) =>
  fact('AlertRuleSaved', {
    ...{ ruleId, name, occurredAt: '2026-03-01T00:00:00Z', accounts: { segment: 'smb' } },
    watch: { what: 'health-score', below: 40 },
    plan: { channels: ['desk'], escalation: null, quietHours: null },
  });
const anomaly = {
  ...{ what: 'anomaly', anomalyId: 'x', metric: 'events', kind: 'point', day: '2026-03-02', value: null },
  ...{ expected: 40, severity: 1 },
};

describe('the read model of alerts', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let alerts: AlertQueries;
  const acme = 'acme' as AccountId;
  const bolt = 'bolt' as AccountId;
  beforeAll(async () => {
    world = await projectedDatabase();
    alerts = makeAlertQueries(world.db);
    await world.happened(
      rule('r1', 'B'),
      rule('r2', 'A'),
      rule('r3', 'C'),
      fact('AlertRulePaused', { ruleId: 'r3', occurredAt: '2026-03-02T00:00:00Z' }),
      opened('k:a', 'acme', 10),
      opened('l:b', 'bolt', 12, { ruleId: 'r2' }),
      opened('m:c', 'acme', 12, { seen: anomaly }),
      opened('n:d', 'bolt', 11),
      told('k:a', 10),
      told('n:d', 11),
      fact('AlertResolved', { ...at('n:d', 13), by: 'condition' }),
      fact('AccountProfileChanged', {
        ...{ accountId: 'acme', occurredAt: '2026-03-01T00:00:00Z' },
        changes: { name: 'Acme', segment: 'smb' },
      }),
      fact('AccountMerged', { accountId: 'acme-old', into: 'acme', occurredAt: '2026-03-01T00:00:00Z' }),
    );
  });
  afterAll(() => world.drop());

  const ids = async (...asked: Parameters<AlertQueries['list']>) =>
    (await alerts.list(...asked)).items.map(({ alertId }) => alertId);

  it('lists the latest first, narrowed and page by page', async () => {
    expect(await ids({}, { limit: 9 })).toEqual(['l:b', 'm:c', 'n:d', 'k:a']);
    expect(await ids({ accountIds: ['acme'] }, { limit: 9 })).toEqual(['m:c', 'k:a']);
    expect(await ids({ status: 'resolved' }, { limit: 9 })).toEqual(['n:d']);
    expect(await ids({ ruleId: 'r2' }, { limit: 9 })).toEqual(['l:b']);
    const after = { openedAt: '2026-03-03T12:00:00.000Z', alertId: 'l:b' };
    expect(await ids({}, { limit: 2, after })).toEqual(['m:c', 'n:d']);
  });

  it('finds one, and tells how fresh that is', async () => {
    const { alert, freshness } = await alerts.find('n:d');
    expect(alert).toMatchObject({ status: 'resolved', resolvedBy: 'condition', deliveries: [{ state: 'delivered' }] });
    expect(freshness).toMatchObject({ readModel: 'alerts' });
    expect((await alerts.find('z:z')).alert).toBeUndefined();
  });

  it('knows the rules, and those in use', async () => {
    const { items } = await alerts.rules();
    expect(items.map(({ ruleId, paused }) => [ruleId, paused])).toEqual([
      ['r2', false],
      ['r1', false],
      ['r3', true],
    ]);
    const inUse = await makeRulesInUse(world.db)();
    expect(inUse.map(({ ruleId }) => ruleId)).toEqual(['r2', 'r1']);
    expect(inUse[0]).toEqual({
      ...{ ruleId: 'r2', name: 'A', savedAt: '2026-03-01T00:00:00.000Z', accounts: { segment: 'smb' } },
      watch: { what: 'health-score', below: 40 },
      plan: { channels: ['desk'], escalation: null, quietHours: null },
    });
  });

  it('knows for which alerts there is something to do, and which conditions hold', async () => {
    const due = makeDueAlerts(world.db);
    expect(await due(valid(Timestamp)('2026-03-03T12:00:00Z'))).toEqual(['l:b', 'm:c']);
    expect(await due(valid(Timestamp)('2026-03-03T11:59:59Z'))).toEqual([]);
    const held = await makeHeldConditions(world.db)([acme, bolt]);
    expect(held.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))).toEqual([
      { ruleId: 'r1', accountId: 'acme' },
      { ruleId: 'r2', accountId: 'bolt' },
    ]);
    expect(await makeHeldConditions(world.db)([])).toEqual([]);
  });

  it('is asked of accounts under what they became', async () => {
    const facts = await makeReadAccountFacts(world.db)([acme, 'acme-old' as AccountId, 'new' as AccountId]);
    const known = { root: 'acme', name: 'Acme', segment: 'smb', industry: null, plan: null, region: null };
    expect(Object.fromEntries(facts)).toEqual({
      acme: known,
      'acme-old': known,
      new: { root: 'new', name: null, segment: null, industry: null, plan: null, region: null },
    });
  });
});
