import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../domain/catalogue.js';
import type { AccountSeries } from '../../../domain/health/daily-series.js';
import { movedBy } from '../../../domain/health/facts-read.js';
import { inputsOn, readingsOf } from '../../../domain/health/measures.js';
import type { InputName } from '../../../domain/health/policy.js';
import { addDays, CalendarDate } from '../../../domain/primitives.js';
import { series } from '../../support/daily-series.js';
import { fact } from '../../support/fact.js';
import { valid } from '../../support/valid.js';

const first = valid(CalendarDate)('2026-01-01');
const plus = (days: number) => addDays(first, days);

const used = (metric: 'events' | 'active_users', feature: string | null) => (day: CalendarDate, quantity: number) =>
  fact('UsageRecorded', {
    accountId: 'acme',
    metric,
    feature,
    window: { start: `${day}T00:00:00Z`, end: `${addDays(day, 1)}T00:00:00Z` },
    occurredAt: `${day}T12:00:00Z`,
    quantity,
  });
const at = (day: CalendarDate) => `${day}T12:00:00Z`;
const rated = (day: CalendarDate, stars: number) =>
  fact('CaseSatisfactionRated', {
    caseId: 'case',
    occurredAt: at(day),
    score: stars / 5,
    raw: `${stars}`,
    comment: null,
  });
const departed = (day: CalendarDate) => fact('StakeholderLeft', { stakeholderId: 'ada', occurredAt: at(day) });
const engaged = (day: CalendarDate) =>
  fact('StakeholderEngaged', { stakeholderId: 'ada', occurredAt: at(day), engagement: 'meeting' });
const opened = (day: CalendarDate) => fact('CaseOpened', { caseId: 'case', occurredAt: at(day), channel: 'ticket' });
const seated = (day: CalendarDate, seats: number) =>
  fact('SeatsChanged', { accountId: 'acme', occurredAt: at(day), seats });

type Kind = { readonly metric: string; readonly make: (day: CalendarDate, quantity: number) => DomainEvent };
const kinds: ReadonlyArray<Kind> = [
  { metric: 'events', make: used('events', null) },
  { metric: 'events/export', make: used('events', 'export') },
  { metric: 'active_users', make: used('active_users', null) },
  { metric: 'csat', make: rated },
  { metric: 'stakeholders_left', make: departed },
  { metric: 'engagements', make: engaged },
  { metric: 'tickets_opened', make: opened },
  { metric: 'seats', make: seated },
];

type Happening = { readonly kind: Kind; readonly on: number; readonly quantity: number };

const LAST = 200;

/** As the read model of trends adds facts up. */
const seriesOf = (happenings: ReadonlyArray<Happening>): AccountSeries => {
  const days = new Map<string, Array<number | null>>();
  for (const { kind, on, quantity } of happenings) {
    const value = kind.metric === 'csat' ? quantity / 5 : quantity;
    for (const metric of kind.metric.startsWith('events/') ? [kind.metric, 'events'] : [kind.metric]) {
      const sums = days.get(metric) ?? Array.from({ length: LAST + 1 }, () => null);
      sums[on] = metric === 'seats' ? value : (sums[on] ?? 0) + value;
      days.set(metric, sums);
    }
  }
  return new Map(
    [...days].map(([metric, sums]) => {
      const since = sums.findIndex((sum) => sum !== null);
      return [metric, series(plus(since), sums.slice(since))];
    }),
  );
};

const happening = fc.record({
  kind: fc.constantFrom(...kinds),
  on: fc.integer({ min: 0, max: LAST }),
  quantity: fc.integer({ min: 1, max: 5 }),
});
const isRecency = (input: InputName) => input.endsWith('_recency_days');

describe('the facts that can have moved an input', () => {
  it('are those that happened, and those that became too old', () => {
    const span = { from: plus(100), to: plus(107) };
    const usage = (on: number) => movedBy('usage_trend', used('events', 'export')(plus(on), 1), span);
    expect(usage(101)).toEqual({ because: 'happened' });
    expect(usage(100)).toBeUndefined();
    expect(usage(79)).toEqual({ because: 'aged', days: 28 });
    expect(usage(60)).toBeUndefined();
    expect(usage(45)).toEqual({ because: 'aged', days: 56 });
    expect(movedBy('csat', used('events', null)(plus(101), 1), span)).toBeUndefined();
  });

  it('are of contracts those that begin or end to count', () => {
    const contract = { accountId: 'acme', contractId: 'one', occurredAt: '2025-01-01T00:00:00Z' };
    const terms = { arr: { amount: '10', currency: 'EUR' }, startsOn: '2025-02-01', endsOn: plus(103) };
    const signed = fact('ContractSigned', { ...contract, ...terms });
    expect(movedBy('arr_change', signed, { from: plus(100), to: plus(107) })).toEqual({ because: 'happened' });
    expect(movedBy('arr_change', signed, { from: plus(103), to: plus(107) })).toBeUndefined();
    const yearLater = { from: valid(CalendarDate)('2026-01-31'), to: valid(CalendarDate)('2026-02-01') };
    expect(movedBy('arr_change', signed, yearLater)).toEqual({ because: 'aged', days: 365 });
  });

  it('leave an input as it was where there are none, but for the days that passed', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { maxLength: 12 }),
        fc.integer({ min: 0, max: LAST }),
        fc.integer({ min: 1, max: 40 }),
        (happenings, from, length) => {
          const span = { from: plus(from), to: plus(from + length) };
          const readings = readingsOf([seriesOf(happenings)], span.to);
          const before = inputsOn(readings, span.from);
          const after = inputsOn(readings, span.to);
          for (const input of Object.keys(before) as ReadonlyArray<InputName>) {
            const facts = happenings.filter(
              ({ kind, on, quantity }) => movedBy(input, kind.make(plus(on), quantity), span) !== undefined,
            );
            const was = before[input];
            const passed = isRecency(input) && was !== null ? length : 0;
            if (facts.length === 0) expect([input, after[input]]).toEqual([input, was === null ? null : was + passed]);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
