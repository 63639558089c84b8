import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { raiseAlerts } from '../../../application/alerts/raise-alerts.js';
import type { AccountFacts } from '../../../application/ports/account-facts.js';
import type { RuleInUse } from '../../../application/ports/alert-rules.js';
import type { RecordedEvent } from '../../../application/ports/event-store.js';
import { alertAggregate } from '../../../domain/alert/aggregate.js';
import { AlertEvent } from '../../../domain/alert/events.js';
import { type AlertsState, statusOf, stillHolds } from '../../../domain/alert/state.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { defaultPolicy } from '../../../domain/health/default-policy.js';
import type { AccountId, AlertRuleId } from '../../../domain/ids.js';
import { addDays, CalendarDate, timestampOf } from '../../../domain/primitives.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { fact } from '../../support/fact.js';
import { recordedLog } from '../../support/recorded.js';
import { valid } from '../../support/valid.js';

const savedAt = '2026-03-01T08:00:00.000Z';
const ruleOf = (watch: object, accounts: object = {}): RuleInUse => {
  const plan = { channels: ['slack'], escalation: null, quietHours: null };
  const { ruleId, occurredAt, ...definition } = fact('AlertRuleSaved', {
    ...{ ruleId: 'r1', occurredAt: savedAt, name: 'Rule', watch, accounts, plan },
  }).data;
  return { ...definition, ruleId, savedAt: occurredAt };
};
const inCritical = ruleOf({ what: 'health-band', bands: ['critical'] });
const ofAnomalies = (more: object = {}, accounts: object = {}) =>
  ruleOf({ what: 'anomaly', metrics: [], kinds: [], minimumSeverity: 0, ...more }, accounts);

/** Accounts with a score a day from 2026-03-01 on, and a log that alerts go into. */
const makeWorld = (rules: ReadonlyArray<RuleInUse>, facts: Readonly<Record<string, Partial<AccountFacts>>> = {}) => {
  const log = inMemoryEventStore();
  const scores = new Map<string, Array<number>>();
  const first = valid(CalendarDate)('2026-03-01');
  let hour = 0;
  let count = 0;
  const alertEvents = async () => {
    const signal = AbortSignal.timeout(60_000);
    const events: Array<AlertEvent> = [];
    for await (const batch of log.subscribeToAll({ after: undefined, signal, maxBatch: 10_000 })) {
      for (const each of batch.events) if ('event' in each && AlertEvent.is(each.event)) events.push(each.event);
      break;
    }
    return events;
  };
  const alerts = async () => (await alertEvents()).reduce<AlertsState>(alertAggregate.evolve, {});
  const reactor = raiseAlerts({
    ...log,
    rulesInUse: async () => rules,
    accountFacts: async (accountIds) =>
      new Map(
        accountIds.map((id) => [
          id,
          { root: id, name: null, segment: null, industry: null, plan: null, region: null, ...facts[id] },
        ]),
      ),
    watchedSeries: async ({ accountIds }) =>
      new Map(
        accountIds.map((id) => {
          const sums = Float64Array.from(scores.get(id) ?? []);
          return [id, new Map([['health', { from: first, sums, counts: sums.map(() => 1) }]])];
        }),
      ),
    heldConditions: async (accountIds) =>
      Object.values(await alerts()).flatMap((state) =>
        accountIds.flatMap((accountId) =>
          state.opened?.value.accountId === accountId && stillHolds(state)
            ? [{ ruleId: 'r1' as AlertRuleId, accountId }]
            : [],
        ),
      ),
    policy: defaultPolicy,
    clock: () => timestampOf(Date.UTC(2026, 2, 1, ++hour)),
  });
  const metadata = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
  const happened = async (...events: ReadonlyArray<DomainEvent>) => {
    const recorded = recordedLog(events);
    for (const { streamName, event } of recorded)
      await log.append(streamName, 'any', [{ id: `${++count}`, event, metadata }])();
    await reactor.react(recorded);
    return recorded;
  };
  return {
    reactor,
    happened,
    scored: (accountId: string, score: number, restated = false) => {
      const known = scores.get(accountId) ?? [];
      if (restated) known.pop();
      known.push(score);
      scores.set(accountId, known);
      const day = addDays(first, known.length - 1);
      const said = { accountId, day, occurredAt: `${day}T12:00:00Z`, score, band: 'watch' };
      return happened(fact('HealthScored', { ...said, measures: [], caps: [], policyVersion: 1 }));
    },
    told: async () =>
      (await alertEvents()).map(({ type, data }) => [
        type,
        'by' in data ? data.by : 'seen' in data ? data.accountId : '',
      ]),
    statuses: async () => Object.values(await alerts()).map(statusOf),
    resolve: async (accountId: string) => {
      const [alertId] = Object.entries(await alerts())
        .filter(([, { opened }]) => opened?.value.accountId === (accountId as AccountId))
        .map(([id]) => id);
      const event = fact('AlertResolved', { alertId, occurredAt: '2026-03-02T00:00:00Z', by: 'person' });
      await log.append(`alert-${alertId?.split(':')[0]}`, 'any', [{ id: `${++count}`, event, metadata }])();
    },
  };
};

const anomaly = (more: object = {}) =>
  fact('AnomalyDetected', {
    ...{ anomalyId: 'x', occurredAt: '2026-02-28T23:59:59Z', accountId: 'acme', metric: 'events', kind: 'point' },
    ...{ from: '2026-02-28', day: '2026-02-28', value: 3, expected: 40, low: 25, high: 55, score: 4, severity: 0.5 },
    ...{ falseAlarmsPerYear: 1, ...more },
  });

describe('a rule about a health band', () => {
  it('opens one alert while the account stays there, and resolves it when it leaves', async () => {
    const world = makeWorld([inCritical]);
    for (const score of [80, 30, 20, 10]) await world.scored('acme', score);
    expect(await world.told()).toEqual([['AlertOpened', 'acme']]);
    await world.scored('acme', 50);
    expect(await world.told()).toEqual([
      ['AlertOpened', 'acme'],
      ['AlertResolved', 'condition'],
    ]);
    await world.scored('acme', 20);
    expect(await world.statuses()).toEqual(['resolved', 'open']);
  });

  it('is not told again by events that come twice', async () => {
    const world = makeWorld([inCritical]);
    await world.scored('acme', 80);
    const events = await world.scored('acme', 20);
    await world.reactor.react(events);
    await world.reactor.react([...events, ...events]);
    expect(await world.told()).toEqual([['AlertOpened', 'acme']]);
  });

  it('looks at how things stand, not at scores of days long past', async () => {
    const world = makeWorld([inCritical]);
    for (const score of [80, 80]) await world.scored('acme', score);
    const late = {
      accountId: 'acme',
      day: '2026-02-20',
      occurredAt: '2026-02-20T00:00:00Z',
      score: 10,
      band: 'critical',
    };
    await world.happened(fact('HealthScored', { ...late, measures: [], caps: [], policyVersion: 1 }));
    expect(await world.told()).toEqual([]);
  });

  it('alerts once a day at most, and again the next day where it came back to stay', async () => {
    const world = makeWorld([inCritical]);
    await world.scored('acme', 80);
    await world.scored('acme', 20);
    await world.scored('acme', 60, true);
    await world.scored('acme', 20, true);
    expect(await world.statuses()).toEqual(['resolved']);
    await world.scored('acme', 20);
    expect(await world.statuses()).toEqual(['resolved', 'open']);
  });

  it('stays silent once a person resolved it, until it has ended', async () => {
    const world = makeWorld([inCritical]);
    for (const score of [80, 20]) await world.scored('acme', score);
    await world.resolve('acme');
    await world.scored('acme', 20);
    expect(await world.statuses()).toEqual(['resolved']);
    await world.scored('acme', 80);
    await world.scored('acme', 20);
    expect(await world.statuses()).toEqual(['resolved', 'open']);
  });

  it('is about the accounts it names, and ends where one is not among them any more', async () => {
    const facts: Record<string, Partial<AccountFacts>> = { acme: { segment: 'smb' }, birch: { segment: 'enterprise' } };
    const world = makeWorld([ruleOf(inCritical.watch, { segment: 'enterprise' })], facts);
    for (const account of ['acme', 'birch']) for (const score of [80, 20]) await world.scored(account, score);
    expect(await world.told()).toEqual([['AlertOpened', 'birch']]);
    facts['birch'] = { segment: 'smb' };
    await world.scored('birch', 20);
    expect(await world.statuses()).toEqual(['resolved']);
  });

  it('leaves out an account that became another one', async () => {
    const world = makeWorld([inCritical], { acme: { root: 'birch' as AccountId } });
    for (const score of [80, 20]) await world.scored('acme', score);
    expect(await world.told()).toEqual([]);
  });
});

describe('alerts of a condition', () => {
  it('are as many as times that it came about, whatever comes again', async () => {
    const scores = fc.array(fc.constantFrom(10, 34.9, 35, 80), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(scores, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (said, again) => {
        const world = makeWorld([inCritical]);
        const batches: Array<ReadonlyArray<RecordedEvent>> = [];
        for (const score of said) {
          batches.push(await world.scored('acme', score));
          for (const which of again) await world.reactor.react(batches[which % batches.length] ?? []);
        }
        const cameAbout = said.filter((score, i) => score < 35 && (said[i - 1] ?? 80) >= 35).length;
        const isSo = (said.at(-1) ?? 80) < 35;
        const told = (await world.told()).map(([type]) => type);
        expect(told.filter((type) => type === 'AlertOpened')).toHaveLength(cameAbout);
        expect(told.filter((type) => type === 'AlertResolved')).toHaveLength(cameAbout - (isSo ? 1 : 0));
      }),
      { seed: 2026, numRuns: 50 },
    );
  });
});

describe('a rule about anomalies', () => {
  it('opens an alert for each, once', async () => {
    const world = makeWorld([ofAnomalies()]);
    const events = await world.happened(anomaly(), anomaly({ anomalyId: 'y' }));
    await world.reactor.react(events);
    expect(await world.told()).toEqual([
      ['AlertOpened', 'acme'],
      ['AlertOpened', 'acme'],
    ]);
  });

  it.each([
    ['another metric', { metrics: ['health'] }, {}],
    ['another kind', { kinds: ['missing-data'] }, {}],
    ['more severe ones', { minimumSeverity: 0.6 }, {}],
    ['other accounts', {}, { region: 'EU' }],
  ])('waits for %s', async (_, watch, accounts) => {
    const world = makeWorld([ofAnomalies(watch, accounts)]);
    await world.happened(anomaly());
    expect(await world.told()).toEqual([]);
  });

  it('tells of the account that it was merged into', async () => {
    const world = makeWorld([ofAnomalies({ metrics: ['events'], kinds: ['point'], minimumSeverity: 0.5 })], {
      acme: { root: 'birch' as AccountId },
    });
    await world.happened(anomaly());
    expect(await world.told()).toEqual([['AlertOpened', 'birch']]);
  });

  it('tells of the whole book where no accounts are named', async () => {
    const world = makeWorld([ofAnomalies()]);
    await world.happened(anomaly({ accountId: '*' }));
    expect(await world.told()).toEqual([['AlertOpened', '*']]);
    const narrowed = makeWorld([ofAnomalies({}, { region: 'EU' })]);
    await narrowed.happened(anomaly({ accountId: '*' }));
    expect(await narrowed.told()).toEqual([]);
  });

  it('resolves the alert with the anomaly, and does not open one for what is resolved', async () => {
    const resolved = (anomalyId: string) => fact('AnomalyResolved', { anomalyId, occurredAt: '2026-03-02T09:00:00Z' });
    const world = makeWorld([ofAnomalies()]);
    await world.happened(anomaly());
    await world.happened(resolved('x'));
    expect(await world.told()).toEqual([
      ['AlertOpened', 'acme'],
      ['AlertResolved', 'condition'],
    ]);
    await world.happened(anomaly({ anomalyId: 'y' }), resolved('y'));
    expect(await world.told()).toHaveLength(2);
  });
});

it('alerts cannot be recorded while the log does not answer, and are then tried again', async () => {
  const world = makeWorld([inCritical]);
  const away = raiseAlerts({
    ...inMemoryEventStore(),
    readStream: () => async () => E.left({ _tag: 'LogUnavailable', reason: 'away' }),
    rulesInUse: async () => [ofAnomalies()],
    accountFacts: async () => new Map(),
    watchedSeries: async () => new Map(),
    heldConditions: async () => [],
    policy: defaultPolicy,
    clock: () => timestampOf(0),
  });
  await expect(away.react(await world.happened(anomaly()))).rejects.toThrow('LogUnavailable');
});
