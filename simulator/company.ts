import { Timestamp } from '../domain/primitives.js';
import { type Account, drawAccount } from './accounts.js';
import { addMonths, DAY } from './calendar.js';
import type { Climate, Incident } from './market.js';
import { randomOf } from './prng.js';
import { type TrueMonth, type Walk, walkOf } from './walk.js';

export type SimulationOptions = {
  readonly seed: string;
  readonly accounts: number;
  /** Months of product usage and support before `endsAt`; contracts of older customers reach further back. */
  readonly months: number;
  /** ISO instant, exclusive. */
  readonly endsAt: string;
  /** What an active user does on a day, on average; at least 1. */
  readonly eventsPerUserDay?: number;
  /** Chance that a usual user of an engaged account does anything on a usual working day. */
  readonly dailyHabit?: number;
  /** Share of customers that leaves in a year, about. */
  readonly yearlyChurn?: number;
  /** New customers in a year, as a share of all accounts, about. The first month has none. */
  readonly yearlyArrivals?: number;
};

export type Customer = { readonly account: Account; readonly walk: Walk };

/** What really happened in an account, and how likely it was: for measuring how good a model could be. */
type AccountTruth = {
  readonly companyId: string;
  readonly reserved: boolean;
  readonly months: ReadonlyArray<TrueMonth>;
  readonly leftAt: number | undefined;
};

export type Company = {
  readonly seed: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly eventsPerUserDay: number;
  readonly dailyHabit: number;
  readonly climate: Climate;
  readonly customers: ReadonlyArray<Customer>;
  readonly truth: ReadonlyArray<AccountTruth>;
};

const USUAL_YEARLY_CHURN = 0.09;

const drawClimate = (seed: string, startsAt: number, endsAt: number): Climate => {
  const random = randomOf(seed, 'climate');
  const incidents: Array<Incident> = [];
  for (let at = startsAt; ; ) {
    at += random.exponential(50) * DAY;
    if (at >= endsAt) break;
    const severity = Math.min(1.2, Math.exp(random.normal(-1, 0.6)));
    incidents.push({ day: Math.floor(at / DAY), days: random.int(1, 3), severity });
  }
  const priceChanges: Array<{ day: number; uplift: number }> = [];
  for (let at = startsAt + random.between(90, 240) * DAY; at < endsAt; at += random.between(300, 480) * DAY) {
    priceChanges.push({ day: Math.floor(at / DAY), uplift: random.between(0.04, 0.11) });
  }
  return { incidents, priceChanges };
};

const arrivalsOf = (
  options: SimulationOptions,
  startsAt: number,
  endsAt: number,
): ReadonlyArray<number | undefined> => {
  const random = randomOf(options.seed, 'arrivals');
  const opensAt = addMonths(startsAt, 1);
  const years = Math.max(0, endsAt - opensAt) / (365 * DAY);
  const share = 1 - Math.exp(-(options.yearlyArrivals ?? 0.04) * years);
  const late = Math.min(options.accounts, Math.round(options.accounts * share));
  return Array.from({ length: options.accounts }, (_, i) =>
    i < options.accounts - late ? undefined : Math.floor(random.between(opensAt, endsAt)),
  );
};

const atLeast = (name: string, least: number, value: number): number => {
  if (!(value >= least)) throw new RangeError(`${name} must be at least ${least}`);
  return value;
};

const count = (name: string, value: number): number => {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number of at least 1`);
  return value;
};

const instant = (text: string): number => {
  const decoded = Timestamp.decode(text);
  if (decoded._tag === 'Right') return Date.parse(decoded.right);
  throw new RangeError('endsAt must be an ISO-8601 instant with a zone, such as 2026-03-01T00:00:00Z');
};

/** Draws the customers and walks each through its years. The same options give the same company. */
export const simulateCompany = (options: SimulationOptions): Company => {
  const { seed } = options;
  count('accounts', options.accounts);
  const endsAt = instant(options.endsAt);
  const startsAt = addMonths(endsAt, -count('months', options.months));
  const yearlyChurn = atLeast('yearlyChurn', 0.001, options.yearlyChurn ?? USUAL_YEARLY_CHURN);
  const hazardLevel = Math.log(yearlyChurn / USUAL_YEARLY_CHURN);
  const climate = drawClimate(seed, startsAt, endsAt);
  const customers = arrivalsOf(options, startsAt, endsAt).map((arrivesAt, index): Customer => {
    const account = drawAccount(seed, index, startsAt, arrivesAt);
    const walk = walkOf(account, { startsAt, endsAt, hazardLevel, climate }, randomOf(seed, 'walk', index));
    return { account, walk };
  });
  return {
    seed,
    startsAt,
    endsAt,
    eventsPerUserDay: atLeast('eventsPerUserDay', 1, options.eventsPerUserDay ?? 3.5),
    dailyHabit: atLeast('dailyHabit', 0, options.dailyHabit ?? 0.62),
    climate,
    customers,
    truth: customers.map(({ account, walk }) => ({
      companyId: String(account.companyId),
      reserved: account.traits.reserved,
      months: walk.months,
      leftAt: walk.leftAt,
    })),
  };
};
