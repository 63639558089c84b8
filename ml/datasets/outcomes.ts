import { dayNumber } from '../../domain/health/daily-series.js';
import { sumOver } from '../../domain/health/flow.js';
import { levelAt } from '../../domain/health/level.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { type AccountHistory, placeOf } from '../features/account-history.js';
import { healthScore } from '../features/read-history.js';
import { type CustomerSpan, GRACE_DAYS } from './customer-spans.js';

/** What is seen of an account: its history and its spans as a customer, both up to and with the day `until`. */
export type Seen = {
  readonly history: AccountHistory;
  readonly spans: ReadonlyArray<CustomerSpan>;
  readonly until: CalendarDate;
};

const spanOn = ({ spans }: Pick<Seen, 'spans'>, day: CalendarDate): CustomerSpan | undefined =>
  spans.find(({ from, leftOn }) => from <= day && (leftOn === null || day < leftOn));

export const isCustomerOn = (seen: Pick<Seen, 'spans'>, day: CalendarDate): boolean => spanOn(seen, day) !== undefined;

/** The last day of which it is certain who had left: a renewal may still come for contracts that ended after it. */
const certainUntil = ({ until }: Seen): CalendarDate => addDays(until, -GRACE_DAYS);

/**
 * Whether a customer of `day` leaves within `days` days after it: 1 or 0, and NaN while the horizon is not certain to its end,
 * also of those who have left already: else of the latest rows only those who left would have a label.
 */
export const leavesWithin = (seen: Seen, day: CalendarDate, days: number): number => {
  const end = addDays(day, days);
  if (end > certainUntil(seen)) return Number.NaN;
  const leftOn = spanOn(seen, day)?.leftOn ?? null;
  return leftOn !== null && leftOn <= end ? 1 : 0;
};

/** How many days a customer of `day` stayed after it as far as is certain, and whether it then left; 0 days tell nothing. */
export const stayOf = (seen: Seen, day: CalendarDate): { readonly days: number; readonly left: boolean } => {
  const leftOn = spanOn(seen, day)?.leftOn ?? null;
  const until = certainUntil(seen);
  const left = leftOn !== null && leftOn <= until;
  return { days: Math.max(0, dayNumber(left ? leftOn : until) - dayNumber(day)), left };
};

/** What an account came to pay more within a horizon; NaN where the horizon is not over. */
export type Expansion = {
  /** 1 where the yearly value grew at any time, else 0. */
  readonly grew: number;
  /** By how much, in the account's currency, all growth added up. */
  readonly amount: number;
  /** How many upsells and cross-sells were won. */
  readonly won: number;
  /** How many seats more there were at the end. */
  readonly seats: number;
};

const unknown: Expansion = { grew: Number.NaN, amount: Number.NaN, won: Number.NaN, seats: Number.NaN };

export const expansionWithin = ({ history, until }: Seen, day: CalendarDate, days: number): Expansion => {
  if (addDays(day, days) > until) return unknown;
  const place = placeOf(history, day);
  const sumOf = (name: string): number => {
    const flow = history.flows.get(name);
    return flow === undefined ? 0 : sumOver(flow, place + days, days);
  };
  const seats = history.levels.get('seats');
  const seatsAt = (at: number): number => (seats === undefined ? 0 : (levelAt(seats, at) ?? 0));
  const amount = sumOf('arr_expansion');
  return {
    grew: amount > 0 ? 1 : 0,
    amount,
    won: sumOf('expansions_won'),
    seats: Math.max(0, seatsAt(place + days) - seatsAt(place)),
  };
};

/** The health score at the end of each of the days `steps` after `day`, as it was told then; NaN where it is not yet, or there is none. */
export const healthPath = ({ history, until }: Seen, day: CalendarDate, steps: ReadonlyArray<number>): Float64Array =>
  Float64Array.from(steps, (step) => {
    const on = addDays(day, step);
    if (on > until) return Number.NaN;
    return healthScore()({ history, day: on, place: placeOf(history, on) }) ?? Number.NaN;
  });
