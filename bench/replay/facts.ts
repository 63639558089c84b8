import { accountStream } from '../../domain/account/stream.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { healthStream } from '../../domain/health/stream.js';
import type { AccountId, CaseId, StakeholderId } from '../../domain/ids.js';
import {
  addDays,
  type CalendarDate,
  type NonEmptyString,
  type Timestamp,
  timestampOf,
} from '../../domain/primitives.js';
import { stakeholderStream } from '../../domain/stakeholder/stream.js';
import { supportCaseStream } from '../../domain/support-case/stream.js';
import { usageStream } from '../../domain/usage/stream.js';

export type StreamOfFacts = { readonly stream: string; readonly facts: ReadonlyArray<DomainEvent> };

const FEATURES = ['reports', 'export', 'api', 'alerts'].map((name) => name as NonEmptyString);
const MONTHS = 12;
const FIRST_DAY = '2025-01-01' as CalendarDate;

/** Mulberry32: small, seeded, and even enough for a load. */
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const at = (day: CalendarDate, hour: number): Timestamp => timestampOf(Date.parse(day) + hour * 3_600_000);

const accountFacts = (accountId: AccountId, n: number): StreamOfFacts => ({
  stream: accountStream(accountId),
  facts: [
    {
      type: 'AccountRegistered',
      data: { accountId, occurredAt: at(FIRST_DAY, 1), ref: { source: 'hubspot', connection: 'bench', id: `${n}` } },
    },
    {
      type: 'AccountProfileChanged',
      data: {
        accountId,
        occurredAt: at(FIRST_DAY, 2),
        changes: { name: `Account ${n}`, industry: n % 2 === 0 ? 'retail' : 'finance', segment: 'mid' },
      },
    },
  ],
});

const usageFacts = (accountId: AccountId, month: number, chance: () => number): StreamOfFacts => {
  const first = timestampOf(Date.UTC(2025, month, 1));
  const facts: Array<DomainEvent> = [];
  for (let d = 0; d < 28; d++) {
    const day = addDays(first.slice(0, 10) as CalendarDate, d);
    const window = { start: at(day, 0), end: at(day, 24) };
    const base = { accountId, occurredAt: at(day, 23), window };
    for (const feature of FEATURES) {
      const quantity = Math.floor(chance() * 200);
      facts.push({ type: 'UsageRecorded', data: { ...base, metric: 'events', feature, quantity } });
    }
    const quantity = Math.floor(chance() * 30);
    facts.push({ type: 'UsageRecorded', data: { ...base, metric: 'active_users', feature: null, quantity } });
  }
  return { stream: usageStream(accountId, first), facts };
};

const caseFacts = (accountId: AccountId, n: number, day: CalendarDate, chance: () => number): StreamOfFacts => {
  const caseId = `bench-${accountId}-${n}` as CaseId;
  const raw = chance() < 0.8 ? 'good' : 'bad';
  return {
    stream: supportCaseStream(caseId),
    facts: [
      { type: 'CaseOpened', data: { caseId, occurredAt: at(day, 9), channel: 'ticket' } },
      { type: 'CaseLinked', data: { caseId, occurredAt: at(day, 9), accountId } },
      { type: 'CaseSolved', data: { caseId, occurredAt: at(day, 30) } },
      {
        type: 'CaseSatisfactionRated',
        data: { caseId, occurredAt: at(day, 40), score: raw === 'good' ? 1 : 0, raw, comment: null },
      },
    ],
  };
};

const stakeholderFacts = (accountId: AccountId, n: number, chance: () => number): StreamOfFacts => {
  const stakeholderId = `bench-${accountId}-${n}` as StakeholderId;
  const day = () => addDays(FIRST_DAY, Math.floor(chance() * 330));
  return {
    stream: stakeholderStream(stakeholderId),
    facts: [
      { type: 'StakeholderLinked', data: { stakeholderId, occurredAt: at(FIRST_DAY, 3), accountId } },
      ...Array.from({ length: 10 }, (): DomainEvent => {
        return { type: 'StakeholderEngaged', data: { stakeholderId, occurredAt: at(day(), 12), engagement: 'email' } };
      }),
    ],
  };
};

const healthFacts = (accountId: AccountId, month: number, chance: () => number): StreamOfFacts => ({
  stream: healthStream(accountId),
  facts: [0, 7, 14, 21].map((d): DomainEvent => {
    const day = addDays(timestampOf(Date.UTC(2025, month, 1)).slice(0, 10) as CalendarDate, d);
    const score = Math.round(chance() * 100);
    const measures = ['usage-trend', 'adoption', 'support', 'engagement', 'contract'].map((name) => ({
      name,
      group: name,
      input: chance(),
      score,
      weight: 0.2,
    }));
    const band = score < 50 ? 'at-risk' : 'healthy';
    return {
      type: 'HealthScored',
      data: { accountId, day, occurredAt: at(day, 23), score, band, measures, caps: [], policyVersion: 1 },
    };
  }),
});

/** At least `size` events of a year of simulated customers, by stream as a back-fill would append them. Same seed, same facts. */
export function* simulatedFacts(size: number, seed: number): Generator<StreamOfFacts> {
  const chance = random(seed);
  let made = 0;
  for (let n = 0; made < size; n++) {
    const accountId = `bench-${seed}-${n}` as AccountId;
    const streams = [accountFacts(accountId, n)];
    for (let month = 0; month < MONTHS; month++) {
      streams.push(usageFacts(accountId, month, chance));
      streams.push(caseFacts(accountId, month, addDays(FIRST_DAY, month * 30), chance));
      streams.push(healthFacts(accountId, month, chance));
    }
    for (let person = 0; person < 3; person++) streams.push(stakeholderFacts(accountId, person, chance));
    for (const stream of streams) {
      made += stream.facts.length;
      yield stream;
    }
  }
}
