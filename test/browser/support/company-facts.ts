import type { DomainEvent } from '../../../domain/catalogue.js';
import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { fact } from '../../support/fact.js';
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

/** Of the first customer its profile, of the second how it was used, and of several what was unusual. */
export const companyFacts = (customers: ReadonlyArray<Customer>, today: CalendarDate): ReadonlyArray<DomainEvent> => {
  const [first, second, third] = customers.map(({ account }) => account);
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few customers');
  const { accountId, name, industry } = first;
  return [
    fact('AccountProfileChanged', { accountId, occurredAt: '2026-03-01T09:30:00.000Z', changes: { name, industry } }),
    fact('LifecycleStageChanged', { accountId, occurredAt: '2026-03-02T09:30:00.000Z', stage: 'customer' }),
    ...[4, 9].map((ago) => used(second.accountId, addDays(today, -ago))),
    found(1, today, second.accountId, {}),
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
