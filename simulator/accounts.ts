import { addMonths, DAY } from './calendar.js';
import type { Traits } from './latent.js';
import { INDUSTRIES, type Industry, PLANS, type Plan, REGIONS, type Region } from './market.js';
import { companyName } from './names.js';
import { type Random, randomOf } from './prng.js';

export type User = {
  readonly distinctId: string;
  /** Days after the contract starts. */
  readonly invitedAfter: number;
  readonly intensity: number;
  readonly mobile: boolean;
  readonly startHour: number;
};

export type Account = {
  readonly index: number;
  readonly companyId: number;
  readonly duplicateCompanyId: number | undefined;
  readonly organizationId: number;
  readonly name: string;
  readonly domain: string;
  readonly industry: Industry;
  readonly region: Region;
  readonly plan: Plan;
  readonly employees: number;
  readonly ownerId: number;
  readonly signedAt: number;
  readonly seats: number;
  readonly discount: number;
  readonly users: ReadonlyArray<User>;
  readonly traits: Traits;
};

const clamp = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

const drawTraits = (random: Random): Traits => ({
  fit: random.normal(),
  productValue: random.normal(),
  adoptionSpeed: Math.exp(random.normal(0, 0.45)),
  championStrength: clamp(0.1, random.normal(0.9, 0.5), 2),
  serviceSensitivity: Math.exp(random.normal(-0.3, 0.5)),
  priceSensitivity: Math.exp(random.normal(-0.3, 0.6)),
  reserved: random.chance(0.3),
});

const drawUsers = (random: Random, companyId: number, seats: number): ReadonlyArray<User> =>
  Array.from({ length: clamp(2, Math.round(0.5 + 1.05 * Math.sqrt(seats)), 11) }, (_, i) => ({
    distinctId: `u-${companyId}-${random.hex(8)}`,
    invitedAfter: i < 2 ? 0 : random.chance(0.3) ? random.between(60, 1_500) : random.exponential(25) + 3 * i,
    intensity: Math.exp(random.normal(-0.1, 0.45)),
    mobile: random.chance(0.15),
    startHour: clamp(6, random.normal(9, 1.2), 13),
  }));

/** Customers from before the window have up to three years behind them; `arrivesAt` is for those who come later. */
export const drawAccount = (seed: string, index: number, startsAt: number, arrivesAt: number | undefined): Account => {
  const random = randomOf(seed, 'account', index);
  const industry = random.pick(INDUSTRIES);
  const region = REGIONS[random.weighted([5, 4, 3, 2, 2])] ?? REGIONS[0];
  const employees = Math.round(clamp(8, Math.exp(random.normal(5, 1.2)), 20_000));
  const planIndex = PLANS.filter((plan) => employees >= plan.minEmployees).length - 1;
  const seats = Math.round(clamp(4, employees ** 0.62 * Math.exp(random.normal(0, 0.3)), 600));
  const companyId = 9_100_000_000 + index * 1_009 + random.int(0, 900);
  const tenure = Math.floor(Math.min(random.exponential(400) + 5, 1_100) * DAY);
  return {
    index,
    companyId,
    duplicateCompanyId: random.chance(0.04) ? companyId + 50 : undefined,
    organizationId: 7_200_000_000_000 + index * 100_003 + random.int(0, 90_000),
    ...companyName(random, index),
    industry,
    region,
    plan: PLANS[planIndex] ?? PLANS[0],
    employees,
    ownerId: 440_000 + random.int(1, 6),
    signedAt: arrivesAt ?? startsAt - tenure,
    seats,
    discount: random.between(0, 0.2),
    users: drawUsers(random, companyId, seats),
    traits: drawTraits(random),
  };
};

/** When the `n`th renewal is due. */
export const renewalAt = (account: Account, n: number): number => addMonths(account.signedAt, 12 * n);

/** The yearly value of so many seats, whole currency units. */
export const yearlyValue = (account: Account, seats: number, priceLevel: number): number =>
  Math.round(seats * account.plan.seatPrice * (1 - account.discount) * priceLevel);
