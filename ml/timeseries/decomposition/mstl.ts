import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { affineScaleOf, scaledBy, unscaled } from './affine-scale.js';
import { checkSeries } from './check-series.js';
import type { SeasonalWindow } from './cycle-subseries.js';
import type { Decomposition, Season } from './decomposition.js';
import type { DecompositionRefusal } from './refusal.js';
import { robustTrend } from './robust-trend.js';
import { type StlOptions, stlScaled } from './stl.js';

export type MstlOptions = Omit<StlOptions, 'seasonalWindow'> & {
  /** By the place of the period among the ascending ones. 11, 15, 19, ... if not given. */
  readonly seasonalWindow?: (place: number) => SeasonalWindow;
};

const REFINEMENTS = 2;

const seasonsOf = (scaled: Float64Array, count: number, periods: ReadonlyArray<number>, options: MstlOptions) => {
  const { seasonalWindow = (place: number) => 11 + 4 * place, ...rest } = options;
  const left = Float64Array.from(scaled);
  const seasons: Array<Season> = periods.map((period) => ({ period, values: new Float64Array(scaled.length) }));
  let trend: Float64Array = new Float64Array(scaled.length);
  for (let turn = 0; turn < (periods.length === 1 ? 1 : REFINEMENTS); turn += 1)
    seasons.forEach(({ period, values }, place) => {
      for (let i = 0; i < left.length; i += 1) left[i] = (left[i] as number) + (values[i] as number);
      const fitted = stlScaled(left, count, period, { ...rest, seasonalWindow: seasonalWindow(place) });
      values.set(fitted.season);
      trend = fitted.trend;
      for (let i = 0; i < left.length; i += 1) left[i] = (left[i] as number) - (values[i] as number);
    });
  return { trend, seasons };
};

/**
 * Several seasons at once, each by `stl` on what the others leave, from the shortest period to the longest and once
 * more (Bandara, Hyndman, Bergmeir 2021). Without periods it is the robust trend alone. Seasons come in ascending order.
 */
export const mstl = (
  series: Float64Array,
  periods: ReadonlyArray<number>,
  options: MstlOptions = {},
): E.Either<DecompositionRefusal, Decomposition> =>
  pipe(
    checkSeries(series, periods, [options.trendWindow, ...periods.map((_, place) => options.seasonalWindow?.(place))]),
    E.map((count) => {
      const scale = affineScaleOf(series);
      const scaled = scaledBy(scale, series);
      if (periods.length === 0) return unscaled(series, scale, robustTrend(scaled, count, options), []);
      const { trend, seasons } = seasonsOf(
        scaled,
        count,
        [...periods].sort((a, b) => a - b),
        options,
      );
      return unscaled(series, scale, trend, seasons);
    }),
  );
