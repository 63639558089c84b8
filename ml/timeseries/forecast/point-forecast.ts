import { averaged, blended } from './blend.js';
import type { Fit, Method } from './fit.js';
import { intermittentDemand, isIntermittent } from './intermittent.js';
import { noSeason, type Season, seasonOf, withoutSeason, withSeason } from './season.js';
import { seasonalNaive } from './seasonal-naive.js';
import { aroundSeasons } from './several-seasons.js';
import { dampedTrend, simpleSmoothing } from './smoothing.js';
import { classicTheta, optimisedTheta } from './theta.js';

const around =
  (season: Season, method: Method): Method =>
  (series, horizon) => {
    const fit = method(withoutSeason(series, season), horizon);
    return {
      ...fit,
      point: withSeason(fit.point, season, series.length),
      fitted: withSeason(fit.fitted, season, 0),
      parameters: fit.parameters + (season.effects.length - 1) / 2,
    };
  };

const withoutSeasons = averaged([optimisedTheta, classicTheta, dampedTrend]);

/** With fewer values than this a trend is guesswork. */
const FEW = 8;

/** Where a phase has less than this share of the average, what its values are divided by is mostly noise. */
const LEAST_SHARE = 0.1;

const seasonFor = (series: Float64Array, period: number): Season => {
  const shares = series.every((value) => value > 0) ? seasonOf(series, period, 'multiplicative') : noSeason;
  return shares !== noSeason && shares.effects.every((share) => share > LEAST_SHARE)
    ? shares
    : seasonOf(series, period, 'additive');
};

const withSeasons = (periods: ReadonlyArray<number>): Method =>
  periods.length > 1
    ? aroundSeasons(periods, withoutSeasons)
    : (series, horizon) => around(seasonFor(series, periods[0] ?? 1), withoutSeasons)(series, horizon);

/** The shortest season whose last cycle says enough alone to be asked. */
const LONG = 24;

const usualMethod = (periods: ReadonlyArray<number>): Method => {
  const longest = Math.max(1, ...periods);
  if (longest < LONG) return withSeasons(periods);
  const fewer = periods.length > 1 ? [withSeasons(periods.filter((period) => period < longest))] : [];
  return blended([withSeasons(periods), ...fewer, seasonalNaive(longest)], 2 * longest + 1);
};

const squaredErrors = (series: Float64Array, { fitted }: Fit): number =>
  series.reduce((sum, value, t) => sum + ((value - (fitted[t] as number)) ** 2 || 0), 0);

const ofRecent = (series: Float64Array, horizon: number, periods: ReadonlyArray<number>): Fit => {
  if (series.length < FEW) return simpleSmoothing(series, horizon);
  const usable = periods.filter((period) => series.length >= 2 * period);
  const usual = usualMethod(usable)(series, horizon);
  if (!isIntermittent(series)) return usual;
  const byRate = intermittentDemand(series, horizon);
  return squaredErrors(series, usual) < 0.9 * squaredErrors(series, byRate) ? usual : byRate;
};

/** Older values say little that newer ones do not. */
const RECENT = { values: 1500, seasons: 8 };

/**
 * The next values of a series without gaps, at the scale of `Method`: an average of optimised Theta, classic Theta and damped trend
 * on the series without its season, which is classical and shrunk if there is one, and by MSTL if there are several.
 * Seasons join as shares where all values are above 0. Where one is long, that is blended with the same without it and with its last cycle once more. A series that is mostly zeros, and not by its season, is foretold by its rate.
 */
export const pointForecast = (series: Float64Array, horizon: number, periods: ReadonlyArray<number>): Fit => {
  const older = series.length - Math.max(RECENT.values, ...periods.map((period) => RECENT.seasons * period));
  if (older <= 0) return ofRecent(series, horizon, periods);
  const fit = ofRecent(series.subarray(older), horizon, periods);
  const fitted = new Float64Array(series.length).fill(Number.NaN);
  fitted.set(fit.fitted, older);
  return { ...fit, fitted };
};
