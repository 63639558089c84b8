import type * as t from 'io-ts';
import { LifecycleStage } from '../../domain/account/events.js';
import { isNegative } from '../../domain/decimal.js';
import type { RecordKind, ValueType } from '../../domain/mapping/definition.js';
import { OpportunityKind } from '../../domain/opportunity/events.js';
import { Currency, DecimalString, oneOf } from '../../domain/primitives.js';
import { StakeholderRole } from '../../domain/stakeholder/events.js';
import { CasePriority } from '../../domain/support-case/events.js';
import { UsageMetric } from '../../domain/usage/events.js';

/** A field of ours: which types of values it takes, and what they have to be besides. */
export type Target = {
  readonly types: ReadonlyArray<ValueType>;
  readonly is: (value: unknown) => boolean;
  readonly expected: string;
};

const anything = { is: () => true, expected: 'any' };
const text: Target = { types: ['text', 'enum', 'integer', 'decimal', 'boolean'], ...anything };
const decimal: Target = { types: ['decimal', 'integer'], ...anything };
const date: Target = { types: ['date'], ...anything };
const dayThatEnds: Target = {
  types: ['date'],
  is: (value) => typeof value === 'string' && value >= '1900' && value < '9999',
  expected: 'must be from 1900 to 9998',
};
const time: Target = { types: ['time'], ...anything };
const flag: Target = { types: ['boolean'], ...anything };
const among = (codec: t.Mixed): Target => ({
  types: ['enum'],
  is: codec.is,
  expected: `must become one of ${codec.name.replaceAll('|', ', ')}`,
});

const notNegative = (value: unknown): boolean => DecimalString.is(value) && !isNegative(value);
const count: Target = {
  types: ['integer'],
  is: (value) => notNegative(value) && Number.isSafeInteger(Number(value)),
  expected: 'must not be negative',
};
const quantity: Target = { ...decimal, is: notNegative, expected: 'must not be negative' };
const fraction: Target = {
  types: ['decimal', 'integer'],
  is: (value) => notNegative(value) && Number(value) <= 1,
  expected: 'must be between 0 and 1',
};
const currency: Target = {
  types: ['text', 'enum'],
  is: Currency.is,
  expected: 'must be an ISO 4217 code, such as EUR',
};

export const OpportunityOutcome = oneOf('open', 'won', 'lost');
export const CaseOutcome = oneOf('open', 'solved');

/** The fields that the records of each kind can have. */
export const targets: Readonly<Record<RecordKind, Readonly<Record<string, Target>>>> = {
  account: {
    name: text,
    domain: text,
    industry: text,
    plan: text,
    region: text,
    segment: text,
    employees: text,
    annualRevenue: text,
    owner: text,
    stage: among(LifecycleStage),
    seats: count,
  },
  contact: {
    firstName: text,
    lastName: text,
    email: text,
    title: text,
    role: among(StakeholderRole),
    engagedAt: time,
    left: flag,
  },
  opportunity: {
    name: text,
    kind: among(OpportunityKind),
    arr: decimal,
    amount: decimal,
    currency,
    closesOn: date,
    stage: text,
    status: among(OpportunityOutcome),
    lostReason: text,
    openedAt: time,
  },
  contract: { arr: quantity, currency, startsOn: date, endsOn: date, cancelledOn: date, cancelReason: text },
  'support-case': {
    openedAt: time,
    status: among(CaseOutcome),
    priority: among(CasePriority),
    score: fraction,
    rating: text,
    comment: text,
    person: text,
  },
  usage: { quantity, metric: among(UsageMetric), feature: text, on: dayThatEnds },
};

/** Without these a record of the kind says nothing. */
export const needed: Readonly<Record<RecordKind, ReadonlyArray<string>>> = {
  account: [],
  contact: [],
  opportunity: [],
  contract: ['arr', 'startsOn', 'endsOn'],
  'support-case': ['openedAt'],
  usage: ['quantity'],
};

/** Kinds that say nothing unless it is known about which account. */
export const needsAccount: ReadonlySet<RecordKind> = new Set<RecordKind>(['contract', 'usage']);
