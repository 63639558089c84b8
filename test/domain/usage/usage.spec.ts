import { describe, expect, it } from 'vitest';
import { usageAggregate } from '../../../domain/usage/aggregate.js';
import { UsageCommand } from '../../../domain/usage/commands.js';
import { UsageEvent } from '../../../domain/usage/events.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(usageAggregate);
const data = (more: object) => ({ accountId: 'acme', occurredAt: '2026-04-02T00:00:00.000Z', ...more });
const command = (type: string, more: object) => valid(UsageCommand)({ type, data: data(more) });
const event = (type: string, more: object) => valid(UsageEvent)({ type, data: data(more) });
const used = (start: string, end: string) => ({
  metric: 'events',
  feature: 'export',
  window: { start: `${start}T00:00:00.000Z`, end: `${end}T00:00:00.000Z` },
  quantity: 12,
});

describe('usage', () => {
  it('is recorded again and again, since quantities add up', () => {
    given([event('UsageRecorded', used('2026-03-31', '2026-04-01'))])
      .when(command('RecordUsage', used('2026-03-31', '2026-04-01')))
      .then([event('UsageRecorded', used('2026-03-31', '2026-04-01'))]);
  });

  it('may cover a whole month and no more', () => {
    given([])
      .when(command('RecordUsage', used('2026-12-01', '2027-01-01')))
      .then([event('UsageRecorded', used('2026-12-01', '2027-01-01'))]);
    given([])
      .when(command('RecordUsage', used('2026-03-31', '2026-04-02')))
      .thenRefused('WindowCrossesMonths');
  });

  it('refuses a window that is empty or runs backwards', () => {
    given([])
      .when(command('RecordUsage', used('2026-03-31', '2026-03-31')))
      .thenRefused('WindowEndsBeforeItStarts');
    given([])
      .when(command('RecordUsage', used('2026-03-31', '2026-03-30')))
      .thenRefused('WindowEndsBeforeItStarts');
  });

  it('belongs to the month of its window, and everything else to the month it happened', () => {
    expect(usageAggregate.streamOf(command('RecordUsage', used('2026-03-31', '2026-04-01')))).toBe('usage-acme-202603');
    expect(usageAggregate.streamOf(command('ChangeSeats', { seats: 5 }))).toBe('usage-acme-202604');
  });

  it('has nothing to record when the seats, or the adoption of a feature, are known', () => {
    given([event('SeatsChanged', { seats: 5 })])
      .when(command('ChangeSeats', { seats: 5 }))
      .thenNothing();
    given([event('FeatureAdopted', { feature: '__proto__' })])
      .when(command('AdoptFeature', { feature: '__proto__', occurredAt: '2026-04-03T00:00:00Z' }))
      .thenNothing();
    given([])
      .when(command('AdoptFeature', { feature: '__proto__' }))
      .then([event('FeatureAdopted', { feature: '__proto__' })]);
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(UsageEvent, usageAggregate);
  });
});
