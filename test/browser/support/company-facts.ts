import type { DomainEvent } from '../../../domain/catalogue.js';
import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { fact } from '../../support/fact.js';
import { churnPredicted, expansionPredicted, trajectoryPredicted } from '../../support/predictions-said.js';
import type { Customer } from './company.js';

const found = (i: number, today: CalendarDate, accountId: string, more: object): DomainEvent =>
  fact('AnomalyDetected', {
    anomalyId: `anomaly-${i}`,
    occurredAt: `${addDays(today, -1 - i)}T23:59:59.999Z`,
    ...{ accountId, metric: 'events', kind: 'point' },
    ...{ from: addDays(today, -1 - i), day: addDays(today, -1 - i) },
    ...{ value: 12, expected: 95, low: 60, high: 130, score: 4.6, severity: 0.87, falseAlarmsPerYear: 1 },
    ...more,
  });

const used = (accountId: string, day: CalendarDate): DomainEvent =>
  fact('UsageRecorded', {
    ...{ accountId, occurredAt: `${day}T12:00:00.000Z`, metric: 'events', feature: 'Report Viewed', quantity: 40 },
    window: { start: `${day}T00:00:00.000Z`, end: `${addDays(day, 1)}T00:00:00.000Z` },
  });

const plan = { channels: ['desk'], escalation: null, quietHours: null };

const alerted = (i: number, today: CalendarDate, accountId: string, more: object): ReadonlyArray<DomainEvent> => [
  fact('AlertOpened', {
    ...{ alertId: `alerts-${i}:1`, occurredAt: `${addDays(today, -i)}T06:00:00.000Z`, accountId, plan },
    ...{ ruleId: 'at-risk', ruleName: 'Health at risk', ruleSavedAt: `${addDays(today, -40)}T06:00:00.000Z` },
    seen: { what: 'health', day: addDays(today, -i), score: 31.25, band: 'critical', fall: null },
    ...more,
  }),
  fact('AlertNoticeDelivered', {
    ...{
      alertId: `alerts-${i}:1`,
      occurredAt: `${addDays(today, -i)}T06:00:01.000Z`,
      channel: 'desk',
      about: 'opened',
    },
  }),
];

/** The first three accounts with what is foretold of them, the last of them with nothing but a chance. */
const predictionFacts = (today: CalendarDate, accountIds: ReadonlyArray<string>): ReadonlyArray<DomainEvent> => {
  const [first = '', second = '', third = ''] = accountIds;
  const day = addDays(today, -1);
  const path = Array.from({ length: 6 }, (_, i) => ({
    ...{ day: addDays(today, i * 15), score: 48 - i * 3 },
    ...{ low80: 42 - i * 5, high80: 55 - i, low95: 38 - i * 6, high95: 60 },
  }));
  return [
    churnPredicted(first, addDays(today, -2), 0.5),
    churnPredicted(first, day, 0.72, { similar: [{ accountId: third, distance: 0.4, outcome: 'churned' }] }),
    churnPredicted(second, day, 0.31),
    churnPredicted(third, day, 0.12),
    expansionPredicted(second, day, 36_500),
    trajectoryPredicted(first, day, { path, window: { from: today, to: addDays(today, 14) } }),
  ];
};

/** A rule in use, one that is paused, and an alert of each kind of cause. */
const alertFacts = (today: CalendarDate, accountIds: ReadonlyArray<string>): ReadonlyArray<DomainEvent> => {
  const rule = { occurredAt: `${addDays(today, -40)}T06:00:00.000Z`, accounts: {}, plan };
  const [first = '', second = '', third = ''] = accountIds;
  return [
    fact('AlertRuleSaved', {
      ...{ ...rule, ruleId: 'at-risk', name: 'Health at risk' },
      watch: { what: 'health-band', bands: ['at-risk', 'critical'] },
    }),
    fact('AlertRuleSaved', {
      ...{ ...rule, ruleId: 'unusual', name: 'Use that is unusual', accounts: { plan: 'growth' } },
      watch: { what: 'anomaly', metrics: ['events'], kinds: [], minimumSeverity: 0.5 },
    }),
    fact('AlertRulePaused', { ruleId: 'unusual', occurredAt: `${addDays(today, -3)}T06:00:00.000Z` }),
    ...alerted(1, today, first, {}),
    ...alerted(2, today, second, {
      ...{ ruleId: 'unusual', ruleName: 'Use that is unusual' },
      seen: {
        ...{ what: 'anomaly', anomalyId: 'anomaly-1', metric: 'events', kind: 'point', day: addDays(today, -2) },
        ...{ value: 12, expected: 95, severity: 0.87 },
      },
    }),
    ...alerted(5, today, third, {}),
    fact('AlertResolved', {
      alertId: 'alerts-5:1',
      occurredAt: `${addDays(today, -4)}T06:00:00.000Z`,
      by: 'condition',
    }),
  ];
};

/** A segment of two versions, and one that was retired. */
const segmentFacts = (today: CalendarDate): ReadonlyArray<DomainEvent> => {
  const at = (ago: number) => `${addDays(today, -ago)}T08:00:00.000Z`;
  const enterprise = { field: 'plan', op: '=', value: 'enterprise' };
  return [
    fact('SegmentDefined', {
      ...{ name: 'large', occurredAt: at(60), version: 1, description: 'Who has many seats' },
      rule: { field: 'seats', op: '>', value: 100 },
    }),
    fact('SegmentRedefined', {
      ...{ name: 'large', occurredAt: at(20), version: 2, description: 'Who has many seats, on our largest plan' },
      rule: { and: [enterprise, { field: 'seats', op: '>', value: 100 }] },
    }),
    fact('SegmentDefined', { name: 'old', occurredAt: at(60), version: 1, description: null, rule: enterprise }),
    fact('SegmentRetired', { name: 'old', occurredAt: at(30), version: 2 }),
  ];
};

/** Of the first customer its profile, of the second how it was used, of several what was unusual and alerted; and segments. */
export const companyFacts = (customers: ReadonlyArray<Customer>, today: CalendarDate): ReadonlyArray<DomainEvent> => {
  const [first, second, third] = customers.map(({ account }) => account);
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few customers');
  const { accountId, name, industry } = first;
  return [
    fact('AccountProfileChanged', { accountId, occurredAt: '2026-03-01T09:30:00.000Z', changes: { name, industry } }),
    fact('LifecycleStageChanged', { accountId, occurredAt: '2026-03-02T09:30:00.000Z', stage: 'customer' }),
    ...[4, 9].map((ago) => used(second.accountId, addDays(today, -ago))),
    ...segmentFacts(today),
    ...alertFacts(today, [first.accountId, second.accountId, third.accountId]),
    ...predictionFacts(today, [first.accountId, second.accountId, third.accountId]),
    found(1, today, second.accountId, {}),
    found(3, today, '*', { metric: 'tickets_opened', value: 41, expected: 18, low: 9, high: 27, severity: 1.3 }),
    found(4, today, third.accountId, {
      ...{ metric: 'active_users', kind: 'level-shift', from: addDays(today, -19), value: 24 },
      ...{ expected: 15, low: 9, high: 20, severity: 0.6 },
    }),
    found(9, today, first.accountId, {
      ...{ metric: 'tickets_opened', kind: 'missing-data', value: null, expected: 6, low: 2, high: 10, severity: 1 },
    }),
    ...Array.from({ length: 20 }, (_, i) =>
      found(20 + i, today, customers[i % 7]?.account.accountId ?? accountId, {
        ...{ value: 138 + i, expected: 95, severity: 0.3 + i / 50 },
      }),
    ),
  ];
};
