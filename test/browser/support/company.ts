import { addDays, type CalendarDate, timestampOf } from '../../../domain/primitives.js';
import type { AccountDetail } from '../../../projections/accounts/queries.js';
import type { Health, ScoredMeasure } from '../../../projections/health/queries.js';

/** Customers made up for the browser specs. All of it follows from a customer's place in the list and from today. */
export type Customer = { readonly account: AccountDetail; readonly health: ReadonlyArray<Health> };

const NAMES = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Ironwood', 'Juniper'];
const KINDS = ['Works', 'Clinics', 'Freight', 'Academy', 'Foods', 'Hotels'];
const INDUSTRIES = ['MACHINERY', 'HOSPITAL_HEALTH_CARE', 'LOGISTICS_AND_SUPPLY_CHAIN', 'HIGHER_EDUCATION', 'RETAIL'];
const PLANS = ['starter', 'growth', 'enterprise'];

const at = <A>(list: ReadonlyArray<A>, i: number): A => {
  const item = list[i % list.length];
  if (item === undefined) throw new Error('the list is empty');
  return item;
};

const bandOf = (score: number): string => {
  if (score >= 75) return 'healthy';
  if (score >= 55) return 'watch';
  return score >= 35 ? 'at-risk' : 'critical';
};

const measuresOf = (score: number): ReadonlyArray<ScoredMeasure> => {
  const near = (offset: number): number => Math.max(0, Math.min(100, score + offset));
  return [
    { name: 'usage trend', group: 'usage', input: (score - 70) / 100, score: near(-8), weight: 0.25 },
    { name: 'usage recency', group: 'usage', input: score > 40 ? 0 : 12, score: near(12), weight: 0.125 },
    { name: 'seat utilisation', group: 'usage', input: near(-10) / 100, score: near(4), weight: 0.1875 },
    { name: 'feature breadth', group: 'usage', input: 5, score: near(9), weight: 0.0625 },
    { name: 'open ticket load', group: 'support', input: 0.4, score: near(6), weight: 0.25 },
    { name: 'satisfaction', group: 'support', input: null, score: null, weight: 0 },
    { name: 'yearly value', group: 'commercial', input: 0, score: 75, weight: 0.125 },
  ];
};

export const healthOn = (accountId: string, day: string, score: number): Health => ({
  accountId,
  day,
  score,
  band: bandOf(score),
  measures: measuresOf(score),
  caps: score < 35 ? ['several stakeholders left'] : [],
  policyVersion: 1,
  scoredAt: `${day}T00:00:05.000Z`,
});

const scoreOn = (i: number, daysAgo: number): number => {
  const level = 92 - ((i * 37) % 72);
  const swing = 9 * Math.sin((daysAgo + i * 11) / 24) + 3 * Math.sin(daysAgo / 5);
  return Math.round(Math.max(4, Math.min(99, level + swing + (i % 4 === 1 ? daysAgo / 14 : 0))) * 10) / 10;
};

const none = { mean: null, count: 0 };
const unmeasured = {
  slaBreaches: 0,
  firstReplyMinutes: none,
  resolutionMinutes: none,
  csat: none,
  ces: none,
  nps: none,
};

const customerAt = (i: number, today: CalendarDate): Customer => {
  const accountId = `acc-${String(i + 1).padStart(3, '0')}`;
  const name = `${at(NAMES, i)} ${at(KINDS, Math.floor(i / 2))}`;
  const startsOn = addDays(today, -300 - ((i * 53) % 400));
  const endsOn = addDays(today, 20 + ((i * 29) % 330));
  const arr = `${6000 + ((i * 7919) % 180_000)}.00`;
  const health = Array.from({ length: 365 }, (_, n) => 364 - n).map((ago) =>
    healthOn(accountId, addDays(today, -ago), scoreOn(i, ago)),
  );
  const now = health.at(-1);
  return {
    health,
    account: {
      accountId,
      name,
      domain: `${name.toLowerCase().replace(' ', '-')}.example`,
      industry: at(INDUSTRIES, i),
      plan: at(PLANS, i),
      region: at(['dach', 'nordics', 'uk-ireland'], i),
      segment: at(['mid-market', 'enterprise', 'small-business'], i),
      lifecycleStage: i % 13 === 5 ? 'onboarding' : 'customer',
      arr,
      currency: at(['EUR', 'USD', 'GBP'], i),
      renewsOn: endsOn,
      seats: 12 + ((i * 17) % 240),
      openCases: (i * 5) % 4,
      lastActivityAt: timestampOf(Date.parse(today) - ((i * 7) % 90) * 3_600_000),
      healthScore: now?.score ?? null,
      healthBand: now?.band ?? null,
      removedAt: null,
      employees: `${80 + i * 35}`,
      annualRevenue: null,
      owner: at(['Noor Haddad', 'Sam Eriksen'], i),
      refs: [
        { source: 'hubspot', connection: 'demo', id: `${70_000 + i}`, removedAt: null },
        { source: 'zendesk', connection: 'demo', id: `${3600 + i}`, removedAt: null },
      ],
      contracts: [
        {
          contractId: `${accountId}-1`,
          arr,
          currency: at(['EUR', 'USD', 'GBP'], i),
          startsOn,
          endsOn,
          cancelledOn: null,
        },
      ],
      stakeholders: { active: 2 + (i % 5), champions: i % 3, left: i % 2 },
      support: unmeasured,
      opportunities: { open: i % 3, won: 1 + (i % 2), lost: i % 2 },
      cohorts: [],
      mergedFrom: [],
    },
  };
};

export const makeCustomers = (count: number, today: CalendarDate): ReadonlyArray<Customer> =>
  Array.from({ length: count }, (_, i) => customerAt(i, today));
