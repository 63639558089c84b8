import type { Fit, Method } from './fit.js';
import { intermittentDemand, isIntermittent } from './intermittent.js';
import { noSeason, type Season, seasonOf, withoutSeason, withSeason } from './season.js';
import { aroundSeasons } from './several-seasons.js';
import { dampedTrend, simpleSmoothing } from './smoothing.js';
import { classicTheta, optimisedTheta } from './theta.js';

const around =
  (season: Season, method: Method): Method =>
  (series, horizon) => {
    const { point, fitted, response } = method(withoutSeason(series, season), horizon);
    return { point: withSeason(point, season, series.length), fitted: withSeason(fitted, season, 0), response };
  };

const mean = (arrays: ReadonlyArray<Float64Array>): Float64Array =>
  (arrays[0] as Float64Array).map((_, i) => arrays.reduce((sum, each) => sum + (each[i] as number), 0) / arrays.length);

/** The plain average of methods, which errs less than the best of them can be told to. Bates and Granger 1969; Makridakis and Hibon 2000. */
const averaged =
  (methods: ReadonlyArray<Method>): Method =>
  (series, horizon) => {
    const fits = methods.map((method) => method(series, horizon));
    return {
      point: mean(fits.map(({ point }) => point)),
      fitted: mean(fits.map(({ fitted }) => fitted)),
      response: mean(fits.map(({ response }) => response)),
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

const withSeasons = (series: Float64Array, horizon: number, periods: ReadonlyArray<number>): Fit => {
  const usable = periods.filter((period) => series.length >= 2 * period);
  if (usable.length > 1) return aroundSeasons(usable, withoutSeasons)(series, horizon);
  return around(seasonFor(series, usable[0] ?? 1), withoutSeasons)(series, horizon);
};

const squaredErrors = (series: Float64Array, { fitted }: Fit): number =>
  series.reduce((sum, value, t) => sum + (value - (fitted[t] as number)) ** 2, 0);

/**
 * The next values of a series without gaps, at the scale of `Method`: an average of optimised Theta, classic Theta and damped trend
 * on the series without its season, which is classical and shrunk if there is one, and by MSTL if there are several.
 * Seasons join as shares where all values are above 0. A series that is mostly zeros, and not by its season, is foretold by its rate.
 */
export const pointForecast = (series: Float64Array, horizon: number, periods: ReadonlyArray<number>): Fit => {
  if (series.length < FEW) return simpleSmoothing(series, horizon);
  const usual = withSeasons(series, horizon, periods);
  if (!isIntermittent(series)) return usual;
  const byRate = intermittentDemand(series, horizon);
  return squaredErrors(series, usual) < 0.9 * squaredErrors(series, byRate) ? usual : byRate;
};
