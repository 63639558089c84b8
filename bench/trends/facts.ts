import type { DomainEvent } from '../../domain/catalogue.js';
import type { AccountId, AnomalyId, ContractId } from '../../domain/ids.js';
import type { CalendarDate, Currency, DecimalString, NonEmptyString, Timestamp } from '../../domain/primitives.js';
import { type StreamOfFacts, simulatedFacts } from '../replay/facts.js';

const SEGMENTS = ['enterprise', 'mid', 'small', 'self-serve'];
const PLANS = ['gold', 'silver', 'free'];
const REGIONS = ['emea', 'amer', 'apac'];

export type SomeFacts = StreamOfFacts & { readonly accountId: AccountId };

const at = (day: string): Timestamp => `${day}T08:00:00.000Z` as Timestamp;
const firstOf = (month: number): string => `2025-${String(month + 1).padStart(2, '0')}-01`;
const picked = (from: ReadonlyArray<string>, n: number): string => from[n % from.length] ?? '';

const bookFacts = (accountId: AccountId, n: number): ReadonlyArray<DomainEvent> => [
  {
    type: 'AccountProfileChanged',
    data: {
      accountId,
      occurredAt: at('2025-01-02'),
      changes: { segment: picked(SEGMENTS, n), plan: picked(PLANS, n), region: picked(REGIONS, n >> 2) },
    },
  },
  {
    type: 'ContractSigned',
    data: {
      accountId,
      contractId: 'bench' as ContractId,
      occurredAt: at('2025-01-03'),
      arr: { amount: `${1_000 + (n % 97) * 100}` as DecimalString, currency: 'EUR' as Currency },
      startsOn: '2025-01-03' as CalendarDate,
      endsOn: '2026-01-03' as CalendarDate,
    },
  },
];

const seatFacts = (accountId: AccountId, n: number): StreamOfFacts => ({
  stream: `usage-${accountId}-seats`,
  facts: Array.from({ length: 12 }, (_, month): DomainEvent => {
    const seats = 5 + ((n + month * 7) % 50);
    return { type: 'SeatsChanged', data: { accountId, occurredAt: at(firstOf(month)), seats } };
  }),
});

const anomalyFacts = (accountId: AccountId, n: number): StreamOfFacts => {
  const anomalyId = `bench-${accountId}` as AnomalyId;
  const day = `2025-${String((n % 12) + 1).padStart(2, '0')}-15` as CalendarDate;
  return {
    stream: `anomaly-${anomalyId}`,
    facts: [
      {
        type: 'AnomalyDetected',
        data: {
          ...{ anomalyId, accountId, occurredAt: at(day), from: day, day, metric: 'events' as NonEmptyString },
          ...{ kind: 'point', value: 900, expected: 400, low: 300, high: 500 },
          ...{ score: 6, severity: 1.25, falseAlarmsPerYear: 1 },
        },
      },
    ],
  };
};

/** The facts of the replay's customers, told apart by segment, plan and region, with a contract, seats and some an anomaly. */
export function* trendFacts(size: number, seed: number): Generator<SomeFacts> {
  let n = -1;
  let accountId = '' as AccountId;
  for (const { stream, facts } of simulatedFacts(size, seed)) {
    const [first] = facts;
    if (first?.type !== 'AccountRegistered') {
      yield { accountId, stream, facts };
      continue;
    }
    n += 1;
    accountId = first.data.accountId;
    yield { accountId, stream, facts: [...facts, ...bookFacts(accountId, n)] };
    yield { accountId, ...seatFacts(accountId, n) };
    if (n % 3 === 0) yield { accountId, ...anomalyFacts(accountId, n) };
  }
}
