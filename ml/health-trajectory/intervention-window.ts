import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Response } from './measured-actions.js';

/** Acting shows after about so many weeks: what comes before is not averted by it. */
const WEEKS_TO_WORK = 4;
/** A chance that is smaller is nothing to act on. */
const LEAST_CHANCE = 0.02;
/** Of the most that acting changes: weeks that come near enough to it. */
const NEAR = 0.8;

export type Outlook = {
  readonly day: CalendarDate;
  /** The chance that what is feared comes in each of the weeks ahead. */
  readonly chances: Float64Array;
  /** Days from `day` to the renewal; `null` where none is known. */
  readonly renewalIn: number | null;
  readonly responses: ReadonlyArray<Response>;
};

/** Points of health that engaging gives so many days before the renewal, where that was seen beyond chance; else none. */
const responseAt = (responses: ReadonlyArray<Response>, daysLeft: number): number => {
  const found = responses.find(({ from, to }) => daysLeft >= from && daysLeft < to);
  return found === undefined || typeof found.score === 'string' || found.score.low <= 0 ? 0 : found.score.value;
};

const longestAhead = (responses: ReadonlyArray<Response>): number => Math.max(0, ...responses.map(({ from }) => from));

/**
 * When acting changes most: the weeks in which the chance of harm that can still be averted, times how much engaging a customer was seen to
 * move its health so long before a renewal, is within a fifth of its largest. `null` where nothing is feared, or no time before a renewal
 * showed an effect beyond chance.
 */
export const interventionWindow = ({
  day,
  chances,
  renewalIn,
  responses,
}: Outlook): { readonly from: CalendarDate; readonly to: CalendarDate } | null => {
  const feared = chances.reduce((sum, each) => sum + each, 0);
  if (feared < LEAST_CHANCE) return null;
  const worth = chances.map((_, week) => {
    const averted = chances.subarray(week + WEEKS_TO_WORK).reduce((sum, each) => sum + each, 0);
    const daysLeft = renewalIn === null ? longestAhead(responses) : renewalIn - 7 * week;
    return averted * responseAt(responses, daysLeft);
  });
  const most = Math.max(...worth);
  if (!(most > 0)) return null;
  const best = worth.indexOf(most);
  const isNear = (week: number): boolean => (worth[week] ?? 0) >= NEAR * most;
  let from = best;
  let to = best;
  while (isNear(from - 1)) from -= 1;
  while (isNear(to + 1)) to += 1;
  return { from: addDays(day, 7 * from), to: addDays(day, 7 * to + 6) };
};
