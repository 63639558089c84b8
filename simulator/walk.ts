import { type Account, renewalAt } from './accounts.js';
import { addMonths, DAY, startOfMonth } from './calendar.js';
import { type Agreed, type Contract, type ContractEvent, offerMore, renew, sign } from './contract.js';
import { firstMood, forPartOfMonth, type Mood, monthlyHazard, nextMood, type Pressure, pressureOn } from './latent.js';
import type { Climate, Incident } from './market.js';
import type { Random } from './prng.js';

export const WEEK = 7 * DAY;

export type LifeEvent =
  | ContractEvent
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

/** One account's years: the moods week by week, and the events of its life that others notice sooner or later. */
export type Walk = {
  readonly startsAt: number;
  readonly moods: ReadonlyArray<Mood>;
  readonly incidents: ReadonlyArray<Incident>;
  readonly life: ReadonlyArray<LifeEvent>;
  readonly months: ReadonlyArray<TrueMonth>;
  readonly leftAt: number | undefined;
};

export type Horizon = {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly hazardLevel: number;
  readonly climate: Climate;
};

const incidentsHitting = ({ climate, startsAt, endsAt }: Horizon, random: Random): ReadonlyArray<Incident> => {
  const shared = climate.incidents
    .filter(() => random.chance(0.7))
    .map((incident) => ({ ...incident, severity: incident.severity * random.between(0.4, 1.2) }));
  const own: Array<Incident> = [];
  for (let at = startsAt + random.exponential(240) * DAY; at < endsAt; at += random.exponential(240) * DAY) {
    own.push({ day: Math.floor(at / DAY), days: random.int(1, 4), severity: random.between(0.2, 1) });
  }
  return [...shared, ...own].sort((a, b) => a.day - b.day);
};

const reasonToLeave = (random: Random, mood: Mood, { trouble, price }: Pressure): string => {
  const reasons = [
    { reason: 'Price', weight: 0.6 + 4 * price },
    { reason: 'Chose a competitor', weight: 0.8 },
    { reason: 'Low usage', weight: 3 * (1 - mood.engagement) },
    { reason: 'Lost our sponsor', weight: mood.champion === undefined ? 2.5 : 0.1 },
    { reason: 'Support experience', weight: trouble },
    { reason: 'No reason given', weight: 0.8 },
  ];
  return reasons[random.weighted(reasons.map(({ weight }) => weight))]?.reason ?? 'No reason given';
};

type LivedMonth = { readonly month: TrueMonth; readonly agreed: Agreed; readonly leftAt: number | undefined };

const liveMonth = (
  random: Random,
  account: Account,
  horizon: Horizon,
  contract: Contract,
  mood: Mood,
  from: number,
): LivedMonth => {
  const monthStart = startOfMonth(from);
  const monthEnd = addMonths(monthStart, 1);
  const to = Math.min(monthEnd, horizon.endsAt);
  const due = renewalAt(account, contract.nextRenewal);
  const renewing = due >= from && due < to;
  const signing = account.signedAt >= monthStart;
  const share = renewing ? 1 : (to - from) / (monthEnd - monthStart);
  const whole = signing ? 0 : monthlyHazard(account.traits, mood, renewing, horizon.hazardLevel);
  const hazard = forPartOfMonth(whole, share);
  const churned = random.chance(hazard);
  const { satisfaction, engagement } = mood;
  const month = { from, to, hazard, satisfaction, engagement, churned };
  const unchanged: Agreed = { contract, events: [] };
  if (churned) return { month, agreed: unchanged, leftAt: renewing ? due : Math.floor(random.between(from, to)) };

  const kept = engagement < 0.55 && random.chance(0.6) ? random.between(0.6, 0.9) : 1;
  const renewed = renewing ? renew(account, horizon.climate, contract, kept) : unchanged;
  const wish = mood.disengaging || signing ? 0 : 0.035 * Math.exp(0.6 * satisfaction);
  if (!random.chance(Math.min(0.3, wish))) return { month, agreed: renewed, leftAt: undefined };
  const at = Math.floor(random.between(renewing ? due + 1 : from, to));
  const offered = offerMore(random, account, horizon.climate, renewed.contract, at);
  const events = [...renewed.events, ...offered.events];
  return { month, agreed: { contract: offered.contract, events }, leftAt: undefined };
};

export const walkOf = (account: Account, horizon: Horizon, random: Random): Walk => {
  const startsAt = Math.max(account.signedAt, horizon.startsAt);
  const incidents = incidentsHitting(horizon, random);
  const life: Array<LifeEvent> = [];
  const months: Array<TrueMonth> = [];
  const agree = ({ contract: agreed, events }: Agreed) => {
    life.push(...events);
    return agreed;
  };

  let contract = agree(sign(account, horizon.climate));
  while (renewalAt(account, contract.nextRenewal) < startsAt) {
    contract = agree(renew(account, horizon.climate, contract, random.between(0.95, 1.15)));
  }

  let mood = firstMood(account.traits, random);
  const moods: Array<Mood> = [mood];
  let leftAt: number | undefined;
  let month = Number.NEGATIVE_INFINITY;
  for (let at = startsAt; at < (leftAt ?? horizon.endsAt); at += WEEK) {
    const pressure = pressureOn(horizon.climate, incidents, Math.floor(at / DAY));
    if (startOfMonth(at) > month && leftAt === undefined) {
      month = startOfMonth(at);
      const lived = liveMonth(random, account, horizon, contract, mood, Math.max(startsAt, month));
      months.push(lived.month);
      contract = agree(lived.agreed);
      leftAt = lived.leftAt;
      if (leftAt !== undefined) {
        life.push({ kind: 'churned', at: leftAt, reason: reasonToLeave(random, mood, pressure) });
      }
    }
    const next = nextMood(account.traits, mood, pressure, random);
    if ((next.champion === undefined) !== (mood.champion === undefined)) {
      const kind = next.champion === undefined ? 'champion-left' : 'champion-arrived';
      life.push({ kind, at: at + random.int(0, 6) * DAY });
    }
    mood = next;
    moods.push(mood);
  }
  const until = leftAt ?? horizon.endsAt;
  const lived = life.filter((event) => event.kind === 'churned' || event.at < until).sort((a, b) => a.at - b.at);
  return { startsAt, moods, incidents, life: lived, months, leftAt };
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
