import { normalDraw, uniformOf } from '../../ml/statistics/random.js';
import type { AccountDays } from '../../ml/timeseries/correlation/matched-days.js';

/** Accounts with a level of their own, a week and a wave of days in common; the first indicator falls before an account's event, the others know nothing of it. */
export const madeUpAccounts = (
  seed: number,
  count: number,
  {
    days,
    indicators,
    fallsBefore,
    by,
  }: { readonly days: number; readonly indicators: number; readonly fallsBefore: number; readonly by: number },
): ReadonlyArray<AccountDays> => {
  const uniform = uniformOf(seed);
  const wave = Array.from({ length: indicators }, () => Float64Array.from({ length: days }, () => normalDraw(uniform)));
  return Array.from({ length: count }, () => {
    const event = uniform() < 0.4 ? 60 + Math.floor(uniform() * (days - 60)) : days;
    const series = wave.map((shared, indicator) => {
      const level = normalDraw(uniform);
      let left = 0;
      return shared.map((inCommon, day) => {
        left = 0.8 * left + 0.6 * normalDraw(uniform);
        const falling = indicator === 0 && day >= event - fallsBefore ? by : 0;
        return day > event ? Number.NaN : level + left + inCommon - falling + (day % 7 < 5 ? 1 : -1);
      });
    });
    return { indicators: series, events: event < days ? [event] : [] };
  });
};
