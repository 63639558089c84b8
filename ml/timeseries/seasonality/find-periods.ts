import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { cut } from '../../statistics/cut.js';
import { median } from '../../statistics/quantile.js';
import { affineScaleOf, scaledBy } from '../decomposition/affine-scale.js';
import { checkValues } from '../decomposition/check-series.js';
import type { DecompositionRefusal } from '../decomposition/refusal.js';
import { robustTrend } from '../decomposition/robust-trend.js';
import { oddFrom } from '../decomposition/windows.js';
import { autocorrelation } from './autocorrelation.js';
import { isShared } from './harmonics.js';
import { periodogram, powerAt } from './periodogram.js';

const MOST_PERIODS = 6;
const BACKGROUND = 12;
const CLIP = 4;

/** Of exponential values, the mean over the median. */
const MEAN_OVER_MEDIAN = 1 / Math.LN2;

type Peak = { readonly frequency: number; readonly height: number };

/** Powers that stand out above those about them further than the largest of noise would one time in twenty, highest first. */
const peaksOf = (powers: Float64Array, length: number): ReadonlyArray<Peak> => {
  const threshold = Math.log(powers.length / 0.05);
  const peaks: Array<Peak> = [];
  for (let j = 2; j < powers.length; j += 1) {
    const power = powers[j] as number;
    if (power < (powers[j - 1] as number) || power < (powers[j + 1] ?? 0)) continue;
    const background = MEAN_OVER_MEDIAN * median(powers.subarray(Math.max(1, j - BACKGROUND), j + BACKGROUND + 1));
    const height = background > 0 ? power / background : Number.POSITIVE_INFINITY;
    if (power > 0 && height > threshold) peaks.push({ frequency: j / length, height });
  }
  return peaks.sort((a, b) => b.height - a.height).slice(0, 3 * MOST_PERIODS);
};

/** The frequency of the highest power within half a cycle in the length of the series. */
const refined = (values: Float64Array, frequency: number): number => {
  const { length } = values;
  const nearby = Array.from({ length: 21 }, (_, i) => frequency + (i - 10) / (20 * length));
  return nearby.reduce((best, each) => (powerAt(values, each) > powerAt(values, best) ? each : best), frequency);
};

/** The whole number of steps nearest to a period, if the series is too short to tell them apart. */
const nearestWhole = (period: number, length: number): number =>
  Math.abs(period - Math.round(period)) <= Math.max(0.02, (0.15 * period * period) / length)
    ? Math.round(period)
    : period;

/** A wave may be an overtone of a season whose slowest wave is weak: then values agree better two or three waves apart than one. */
const fundamental = (values: Float64Array, wave: number): number => {
  const agreement = (period: number) => autocorrelation(values, Math.round(period));
  const chance = 2 / Math.sqrt(values.length);
  return [2, 3]
    .map((times) => times * wave)
    .filter((period) => 3 * period <= values.length)
    .reduce(
      (best, period) => (agreement(period) > Math.max(2 * agreement(best), agreement(best) + chance) ? period : best),
      wave,
    );
};

/**
 * Periods that may be in a series of which nothing is known, six at most: peaks of the periodogram above what stands about them,
 * each brought to the period it is an overtone of. `detectSeasons` says which of them are seasons; `tries` tells it
 * from how many frequencies they were picked.
 */
export const findPeriods = (
  series: Float64Array,
): E.Either<DecompositionRefusal, { readonly periods: ReadonlyArray<number>; readonly tries: number }> =>
  pipe(
    checkValues(series, 1),
    E.map((count) => {
      const { length } = series;
      const scaled = scaledBy(affineScaleOf(series), series);
      const trend = robustTrend(scaled, count, { trendWindow: oddFrom(Math.max(7, length)), robustRounds: 2 });
      const detrended = scaled.map((value, i) => value - (trend[i] as number));
      const values = cut(detrended, CLIP);
      const filled = values.map((value) => value || 0);
      const powers = periodogram(filled);
      const periods = peaksOf(powers, length)
        .map(({ frequency }) => nearestWhole(fundamental(values, 1 / refined(filled, frequency)), length))
        .filter((period) => period >= 2 && 2 * period <= length);
      const different = periods.filter((period, place) =>
        periods
          .slice(0, place)
          .every(
            (higher) =>
              Math.abs(1 / higher - 1 / period) > 1.5 / length &&
              !(higher > 1.5 * period && isShared(1 / period, higher, length)),
          ),
      );
      return { periods: different.slice(0, MOST_PERIODS), tries: powers.length };
    }),
  );
