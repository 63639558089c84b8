import type { Account, User } from './accounts.js';
import { DAY, HOUR, MINUTE } from './calendar.js';
import type { Company, Customer } from './company.js';
import { FEATURES } from './market.js';
import { type Random, randomOf } from './prng.js';
import { engagementAt, isCustomerAt } from './walk.js';

export type Interaction = {
  readonly account: Account;
  readonly user: User;
  readonly feature: string;
  readonly at: number;
  /** When the event reached the analytics vendor; a phone may have been offline for days. */
  readonly processedAt: number;
  readonly insertId: string;
};

const WORKDAYS = [1, 0.95, 1.08, 1.08, 1.03, 0.86, 1];
const COUNTRY_HOLIDAY = 0.12;

/** How busy a working day like this is, 1 on average. */
const dayFactor = (account: Account, at: number): number => {
  const date = new Date(at);
  const weekday = date.getUTCDay();
  const { industry, region } = account;
  const yearShare = (date.getUTCMonth() + date.getUTCDate() / 31 - industry.peakMonth - 0.5) / 12;
  const season = 1 + industry.swing * Math.cos(2 * Math.PI * yearShare);
  const day = weekday === 0 || weekday === 6 ? industry.weekend : (WORKDAYS[weekday] ?? 1);
  const holiday = region.holidays.has(date.toISOString().slice(5, 10)) ? COUNTRY_HOLIDAY : 1;
  return season * day * holiday;
};

const outageFactor = ({ walk }: Customer, day: number): number =>
  walk.incidents.reduce(
    (left, incident) =>
      day >= incident.day && day < incident.day + incident.days
        ? left * Math.max(0.15, 1 - 0.6 * incident.severity)
        : left,
    1,
  );

const ramp = (account: Account, at: number): number =>
  1 - 0.85 * Math.exp((-(at - account.signedAt) / DAY) * (account.traits.adoptionSpeed / 28));

/** How much each feature is used by then; 0 until the account has found it. */
export const featureWeights = (seed: string, account: Account, at: number): ReadonlyArray<number> => {
  const random = randomOf(seed, 'features', account.index);
  const tenure = (at - account.signedAt) / DAY;
  return FEATURES.map(({ popularity, daysToAdopt }) => {
    const foundAfter = (random.exponential(daysToAdopt) + daysToAdopt / 2) / account.traits.adoptionSpeed;
    return popularity * Math.exp(random.normal(0, 0.35)) * (tenure >= foundAfter ? 1 : 0);
  });
};

type Doing = { readonly account: Account; readonly user: User; readonly weights: ReadonlyArray<number> };

const interaction = (
  random: Random,
  { account, user, weights }: Doing,
  at: number,
  processedAt: number,
): Interaction => ({
  account,
  user,
  feature: FEATURES[random.weighted(weights)]?.name ?? FEATURES[0].name,
  at,
  processedAt,
  insertId: random.hex(16),
});

const session = (random: Random, doing: Doing, opens: number, count: number): ReadonlyArray<Interaction> => {
  const held = doing.user.mobile && random.chance(0.06) ? Math.floor(random.between(20, 96) * HOUR) : 0;
  let at = opens;
  return Array.from({ length: count }, () => {
    at += Math.ceil(random.exponential(9 * MINUTE));
    return interaction(random, doing, at, at + held + random.int(300, 9_000));
  });
};

/** A few things one user did in the seconds before `at`. */
export const burst = (random: Random, doing: Doing, at: number, count: number): ReadonlyArray<Interaction> =>
  Array.from({ length: count }, (_, i) => interaction(random, doing, at - (count - i) * 700, at));

/** What the people of one account did on the UTC day that starts at `dayStart`. */
export const usageOfDay = (company: Company, customer: Customer, dayStart: number): ReadonlyArray<Interaction> => {
  const { account, walk } = customer;
  if (!isCustomerAt(account, walk, dayStart + DAY / 2)) return [];
  const day = dayStart / DAY;
  const random = randomOf(company.seed, 'usage', account.index, day);
  const busy =
    company.dailyHabit *
    dayFactor(account, dayStart) *
    outageFactor(customer, day) *
    ramp(account, dayStart) *
    engagementAt(walk, dayStart);
  const tenure = (dayStart - account.signedAt) / DAY;
  const weights = featureWeights(company.seed, account, dayStart);
  return account.users
    .filter((user) => tenure >= user.invitedAfter)
    .flatMap((user) => {
      if (!random.chance(Math.min(0.97, busy * user.intensity))) return [];
      const count = 1 + random.poisson(company.eventsPerUserDay - 1);
      const hour = user.startHour + random.between(0, 5) - account.region.utcOffset;
      const opens = dayStart + Math.floor((((hour % 24) + 24) % 24) * HOUR);
      return session(random, { account, user, weights }, opens, count).filter(
        ({ at }) => at < dayStart + DAY && at >= account.signedAt && at < (walk.leftAt ?? company.endsAt),
      );
    });
};
