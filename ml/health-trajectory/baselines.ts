import { ownForecast } from './own-forecast.js';
import { AHEAD_WEEKS, PAST_WEEKS } from './weeks.js';

/** Foretells the scores of the weeks ahead from those of the past alone. */
export type Baseline = (past: Float64Array) => Float64Array;

const lastOf = (past: Float64Array): number => past.findLast((score) => !Number.isNaN(score)) ?? Number.NaN;

const ahead = (of: (week: number) => number): Float64Array =>
  Float64Array.from({ length: AHEAD_WEEKS }, (_, i) => Math.min(100, Math.max(0, of(i + 1))));

export const baselines: Readonly<Record<'last value' | 'drift' | 'seasonal naive' | 'theta', Baseline>> = {
  'last value': (past) => ahead(() => lastOf(past)),
  drift: (past) => {
    const first = past.findIndex((score) => !Number.isNaN(score));
    const weeks = past.length - 1 - first;
    const slope = weeks > 0 ? (lastOf(past) - (past[first] as number)) / weeks : 0;
    return ahead((week) => lastOf(past) + slope * week);
  },
  /** The same week a year before; the last value where there was none. */
  'seasonal naive': (past) => {
    const last = lastOf(past);
    return ahead((week) => {
      const before = past[past.length - 1 - PAST_WEEKS + week] ?? Number.NaN;
      return Number.isNaN(before) ? last : before;
    });
  },
  theta: (past) => ownForecast(past, AHEAD_WEEKS),
};
