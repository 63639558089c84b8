import { type Account, renewalAt, yearlyValue } from './accounts.js';
import { addMonths, DAY, startOfMonth } from './calendar.js';
import { firstMood, forPartOfMonth, type Mood, monthlyHazard, nextMood, pressureOn } from './latent.js';
import type { Climate, Incident } from './market.js';
import type { Random } from './prng.js';

const WEEK = 7 * DAY;

export type LifeEvent =
  | { readonly kind: 'signed' | 'renewed'; readonly at: number; readonly seats: number; readonly arr: number }
  | { readonly kind: 'upsell-won'; readonly at: number; readonly seats: number; readonly arr: number }
  | { readonly kind: 'upsell-lost'; readonly at: number; readonly arr: number }
  | { readonly kind: 'seats-changed'; readonly at: number; readonly seats: number }
  | { readonly kind: 'champion-left' | 'champion-arrived'; readonly at: number }
  | { readonly kind: 'churned'; readonly at: number; readonly reason: string };

/** What was true in a month of an account, or in the part of it that was simulated: `[from, to)`. */
export type TrueMonth = {
  readonly from: number;
  readonly to: number;
  readonly hazard: number;
  readonly satisfaction: number;
  readonly engagement: number;
  readonly churned: boolean;
};

export type Walk = {
  readonly startsAt: number;
  readonly moods: ReadonlyArray<Mood>;
  readonly incidents: ReadonlyArray<Incident>;
  readonly life: ReadonlyArray<LifeEvent>;
  readonly months: ReadonlyArray<TrueMonth>;
  readonly leftAt: number | undefined;
};

export type Horizon = { readonly startsAt: number; readonly endsAt: number; readonly hazardLevel: number };

const incidentsHitting = (climate: Climate, horizon: Horizon, random: Random): ReadonlyArray<Incident> => {
  const shared = climate.incidents
    .filter(() => random.chance(0.7))
    .map((incident) => ({ ...incident, severity: incident.severity * random.between(0.4, 1.2) }));
  const own: Array<Incident> = [];
  for (let at = horizon.startsAt; ; ) {
    at += random.exponential(240) * DAY;
    if (at >= horizon.endsAt) break;
    own.push({ day: Math.floor(at / DAY), days: random.int(1, 4), severity: random.between(0.2, 1) });
  }
  return [...shared, ...own].sort((a, b) => a.day - b.day);
};

const priceLevel = (climate: Climate, at: number) =>
  climate.priceChanges.filter(({ day }) => day * DAY <= at).reduce((level, { uplift }) => level * (1 + uplift), 1);

const reasonToLeave = (mood: Mood, trouble: number, price: number, random: Random): string => {
  const reasons = [
    'Price',
    'Chose a competitor',
    'Low usage',
    'Lost our sponsor',
    'Support experience',
    'No reason given',
  ];
  const weights = [
    0.6 + 4 * price,
    0.8,
    3 * (1 - mood.engagement),
    mood.champion === undefined ? 2.5 : 0.1,
    trouble,
    0.8,
  ];
  return reasons[random.weighted(weights)] ?? 'No reason given';
};

/** One account's years: the moods week by week, and the events of its life that others notice sooner or later. */
export const walkOf = (account: Account, climate: Climate, horizon: Horizon, random: Random): Walk => {
  const { traits } = account;
  const startsAt = Math.max(account.signedAt, horizon.startsAt);
  const incidents = incidentsHitting(climate, horizon, random);
  const valueOf = (seats: number, at: number) => yearlyValue(account, seats, priceLevel(climate, at));
  const life: Array<LifeEvent> = [];
  const months: Array<TrueMonth> = [];
  let seats = account.seats;
  let renewals = 1;

  life.push({ kind: 'signed', at: account.signedAt, seats, arr: valueOf(seats, account.signedAt) });
  const renew = (at: number, factor: number) => {
    const renewed = Math.max(2, Math.round(seats * factor));
    if (renewed !== seats) life.push({ kind: 'seats-changed', at, seats: renewed });
    seats = renewed;
    life.push({ kind: 'renewed', at, seats, arr: valueOf(seats, at) });
    renewals += 1;
  };
  while (renewalAt(account, renewals) < startsAt) renew(renewalAt(account, renewals), random.between(0.95, 1.15));

  const liveThroughMonth = (from: number, mood: Mood): number | undefined => {
    const monthEnd = addMonths(startOfMonth(from), 1);
    const to = Math.min(monthEnd, horizon.endsAt);
    const due = renewalAt(account, renewals);
    const renewing = due >= from && due < to;
    const signing = account.signedAt >= startOfMonth(from);
    const share = renewing ? 1 : (to - from) / (monthEnd - startOfMonth(from));
    const hazard = signing ? 0 : forPartOfMonth(monthlyHazard(traits, mood, renewing, horizon.hazardLevel), share);
    const churned = random.chance(hazard);
    const leavesAt = renewing ? due : random.between(from, to);
    months.push({ from, to, hazard, satisfaction: mood.satisfaction, engagement: mood.engagement, churned });
    if (churned) return Math.floor(leavesAt);
    if (renewing) renew(due, mood.engagement < 0.55 && random.chance(0.6) ? random.between(0.6, 0.9) : 1);
    const wish = mood.disengaging || signing ? 0 : 0.035 * Math.exp(0.6 * mood.satisfaction);
    if (random.chance(Math.min(0.3, wish))) offerMore(random.between(from, to));
    return undefined;
  };
  const offerMore = (time: number) => {
    const at = Math.floor(time);
    const added = Math.max(1, Math.round(seats * random.between(0.1, 0.4)));
    const arr = valueOf(added, at);
    if (!random.chance(0.62)) {
      life.push({ kind: 'upsell-lost', at, arr });
      return;
    }
    seats += added;
    life.push({ kind: 'upsell-won', at, seats, arr });
  };

  const moods: Array<Mood> = [firstMood(traits, random)];
  let leftAt: number | undefined;
  let month = Number.NEGATIVE_INFINITY;
  for (let week = 0; startsAt + week * WEEK < Math.min(horizon.endsAt, leftAt ?? horizon.endsAt); week += 1) {
    const at = startsAt + week * WEEK;
    const mood = moods[week] ?? firstMood(traits, random);
    const pressure = pressureOn(climate, incidents, Math.floor(at / DAY));
    if (startOfMonth(at) > month && leftAt === undefined) {
      const from = Math.max(startsAt, startOfMonth(at));
      month = startOfMonth(at);
      leftAt = liveThroughMonth(from, mood);
      if (leftAt !== undefined) {
        life.push({
          kind: 'churned',
          at: leftAt,
          reason: reasonToLeave(mood, pressure.trouble, pressure.price, random),
        });
      }
    }
    const next = nextMood(traits, mood, pressure, random);
    if ((next.champion === undefined) !== (mood.champion === undefined)) {
      life.push({
        kind: next.champion === undefined ? 'champion-left' : 'champion-arrived',
        at: at + random.int(0, 6) * DAY,
      });
    }
    moods.push(next);
  }
  const lived = life.filter((event) => event.kind === 'churned' || event.at < (leftAt ?? horizon.endsAt));
  return { startsAt, moods, incidents, life: lived.sort((a, b) => a.at - b.at), months, leftAt };
};

const blend = (walk: Walk, at: number, value: (mood: Mood) => number): number => {
  const weeks = Math.max(0, (at - walk.startsAt) / WEEK);
  const last = walk.moods.length - 1;
  const before = walk.moods[Math.min(last, Math.floor(weeks))];
  const after = walk.moods[Math.min(last, Math.floor(weeks) + 1)];
  if (before === undefined || after === undefined) return 0;
  return value(before) + (value(after) - value(before)) * (weeks % 1);
};

export const engagementAt = (walk: Walk, at: number): number => blend(walk, at, (mood) => mood.engagement);
export const satisfactionAt = (walk: Walk, at: number): number => blend(walk, at, (mood) => mood.satisfaction);

export const isCustomerAt = (account: Account, walk: Walk, at: number): boolean =>
  at >= account.signedAt && at < (walk.leftAt ?? Number.POSITIVE_INFINITY);
