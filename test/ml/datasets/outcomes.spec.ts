import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { CalendarDate, timestampOf } from '../../../domain/primitives.js';
import { customerSpans } from '../../../ml/datasets/customer-spans.js';
import { expansionWithin, healthPath, isCustomerOn, leavesWithin, stayOf } from '../../../ml/datasets/outcomes.js';
import { snapshotDays } from '../../../ml/datasets/snapshot-days.js';
import { accountHistory } from '../../../ml/features/account-history.js';
import { fact } from '../../support/fact.js';
import { valid } from '../../support/valid.js';

const day = valid(CalendarDate);
const signed = (contractId: string, startsOn: string, endsOn: string, amount = '100', saidOn = startsOn) =>
  fact('ContractSigned', {
    ...{ accountId: 'acme', contractId, occurredAt: `${saidOn}T09:00:00Z`, arr: { amount, currency: 'EUR' } },
    ...{ startsOn, endsOn },
  });
const renewed = (startsOn: string, endsOn: string, saidOn = startsOn) =>
  fact('ContractRenewed', {
    ...{ accountId: 'acme', contractId: `r-${startsOn}`, occurredAt: `${saidOn}T09:00:00Z` },
    ...{ arr: { amount: '100', currency: 'EUR' }, effectiveOn: startsOn, endsOn },
  });
const churned = (on: string) =>
  fact('LifecycleStageChanged', { accountId: 'acme', occurredAt: `${on}T09:00:00Z`, stage: 'churned' });

const seenUntil = (until: string, ...events: ReadonlyArray<DomainEvent>) => {
  const facts = events.map((event) => ({ event, recordedAt: timestampOf(0) }));
  const history = accountHistory({ facts, series: [] }, day(until));
  return { history, spans: customerSpans(history.contracts, facts), until: day(until) };
};

describe('the spans of a customer', () => {
  it('end when the last contract does', () =>
    expect(seenUntil('2026-01-01', signed('a', '2024-01-01', '2025-01-01')).spans).toEqual([
      { from: '2024-01-01', leftOn: '2025-01-01' },
    ]));

  it('end when it is said that the customer left, though a contract still runs', () =>
    expect(seenUntil('2024-12-01', signed('a', '2024-01-01', '2025-01-01'), churned('2024-06-10')).spans).toEqual([
      { from: '2024-01-01', leftOn: '2024-06-10' },
    ]));

  it('go on through a renewal that is signed late', () =>
    expect(
      seenUntil(
        '2025-12-01',
        signed('a', '2024-01-01', '2025-01-01'),
        renewed('2025-01-01', '2026-01-01', '2025-01-20'),
      ).spans,
    ).toEqual([{ from: '2024-01-01', leftOn: null }]));

  it('begin again where the customer comes back long after', () =>
    expect(
      seenUntil('2026-01-01', signed('a', '2024-01-01', '2025-01-01'), signed('b', '2025-06-01', '2026-06-01')).spans,
    ).toEqual([
      { from: '2024-01-01', leftOn: '2025-01-01' },
      { from: '2025-06-01', leftOn: null },
    ]));
});

describe('what came of a customer', () => {
  const left = (until: string) => seenUntil(until, signed('a', '2024-01-01', '2025-01-01'));

  it('is that it left where it did within the horizon, and the horizon is certain', () => {
    expect(leavesWithin(left('2026-01-01'), day('2024-10-10'), 90)).toBe(1);
    expect(leavesWithin(left('2026-01-01'), day('2024-10-01'), 90)).toBe(0);
  });

  it('is not known while the horizon is not over, of those who left already neither', () => {
    expect(leavesWithin(left('2025-02-01'), day('2024-12-15'), 90)).toBeNaN();
    expect(leavesWithin(left('2025-01-20'), day('2024-10-10'), 90)).toBeNaN();
  });

  it('is how long it stayed, and whether it left, as far as is certain', () => {
    expect(stayOf(left('2026-01-01'), day('2024-12-22'))).toEqual({ days: 10, left: true });
    expect(stayOf(left('2025-01-05'), day('2024-11-01'))).toEqual({ days: 20, left: false });
    expect(stayOf(left('2025-01-05'), day('2024-12-30'))).toEqual({ days: 0, left: false });
  });

  it('is by how much it grew, and nothing while the horizon is not over', () => {
    const grown = seenUntil(
      '2024-12-31',
      ...[signed('a', '2024-01-01', '2025-01-01'), signed('b', '2024-03-01', '2025-03-01', '40')],
    );
    expect(expansionWithin(grown, day('2024-02-10'), 30)).toMatchObject({ grew: 1, amount: 40 });
    expect(expansionWithin(grown, day('2024-03-01'), 30)).toMatchObject({ grew: 0, amount: 0 });
    expect(expansionWithin(grown, day('2024-12-10'), 30).grew).toBeNaN();
  });

  it('is told of days on which it was a customer only', () => {
    expect(isCustomerOn(left('2026-01-01'), day('2024-12-31'))).toBe(true);
    expect(isCustomerOn(left('2026-01-01'), day('2025-01-01'))).toBe(false);
    expect(isCustomerOn(left('2026-01-01'), day('2023-12-31'))).toBe(false);
  });

  it('has no health where there is none to be told', () =>
    expect([...healthPath(left('2024-03-01'), day('2024-02-20'), [7, 14])]).toEqual([Number.NaN, Number.NaN]));
});

describe('snapshot days', () => {
  it('are the first of each month, or Mondays', () => {
    expect(snapshotDays('month', day('2024-01-15'), day('2024-04-01'))).toEqual([
      '2024-02-01',
      '2024-03-01',
      '2024-04-01',
    ]);
    expect(snapshotDays('week', day('2024-01-01'), day('2024-01-09'))).toEqual(['2024-01-01', '2024-01-08']);
  });
});
