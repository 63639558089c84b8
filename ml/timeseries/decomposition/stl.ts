import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { affineScaleOf, scaledBy, unscaled } from './affine-scale.js';
import { checkSeries } from './check-series.js';
import { type SeasonalWindow, smoothCycles, splitByPhase } from './cycle-subseries.js';
import type { Decomposition } from './decomposition.js';
import { jumpOf, makeKernelFor, pointsOf, smooth } from './loess.js';
import { lowPass } from './low-pass.js';
import type { DecompositionRefusal } from './refusal.js';
import { SETTLED, updateTrust } from './robustness.js';
import { oddFrom, trendWindowOf } from './windows.js';

export type StlOptions = {
  /** How many cycles the season of one phase is smoothed over (odd), or that it stays the same throughout. 11 if not given. */
  readonly seasonalWindow?: SeasonalWindow;
  /** How many values the trend is smoothed over (odd). If not given, the authors' least that keeps the season out of it. */
  readonly trendWindow?: number;
  /** How often the values are weighed anew by their remainders, at most; it ends when the weights settle. 15 if not given, 0 if outliers count in full. */
  readonly robustRounds?: number;
  /** How often season and trend are improved by turns in each round. 2 if not given. */
  readonly turns?: number;
};

/** `stl` of a series that was checked and brought to scale: of its places, `count` have a value. */
export const stlScaled = (
  scaled: Float64Array,
  count: number,
  period: number,
  {
    seasonalWindow = 11,
    trendWindow = trendWindowOf(period, seasonalWindow),
    robustRounds = 15,
    turns = 2,
  }: StlOptions,
): { readonly trend: Float64Array; readonly season: Float64Array } => {
  const { length } = scaled;
  const points = pointsOf(scaled, count);
  const { at, values, trust } = points;
  const subseries = splitByPhase(points, length, period);
  const kernel = makeKernelFor(scaled);
  const cycles = new Float64Array(length + 2 * period);
  const room = new Float64Array(length + 2 * period);
  const trend = new Float64Array(length);
  const season = new Float64Array(length);
  const lows = {
    at: Int32Array.from({ length }, (_, i) => i),
    values: room,
    trust: new Float64Array(length).fill(1),
    count: length,
  };
  const lowWindow = oddFrom(period);

  for (let round = 0; ; round += 1) {
    for (let turn = 0; turn < turns; turn += 1) {
      for (let i = 0; i < count; i += 1)
        values[i] = (scaled[at[i] as number] as number) - (trend[at[i] as number] as number);
      smoothCycles(subseries, points, period, seasonalWindow, kernel, room, cycles);
      room.set(cycles);
      lowPass(room, period);
      smooth(lows, { window: lowWindow, degree: 1, jump: jumpOf(lowWindow) }, kernel, 0, season);
      for (let i = 0; i < length; i += 1) season[i] = (cycles[i + period] as number) - (season[i] as number);
      for (let i = 0; i < count; i += 1)
        values[i] = (scaled[at[i] as number] as number) - (season[at[i] as number] as number);
      smooth(points, { window: trendWindow, degree: 1, jump: jumpOf(trendWindow) }, kernel, 0, trend);
    }
    if (round === robustRounds) break;
    for (let i = 0; i < count; i += 1) values[i] = (values[i] as number) - (trend[at[i] as number] as number);
    if (updateTrust(values, trust, room.subarray(0, count)) < SETTLED) break;
  }
  return { trend, season };
};

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae, Terpenning 1990), with robustness weights.
 * The season of a phase is smoothed as a level, as R's `stl` does. Gaps (NaN) weigh nothing: fits take in the nearest
 * values that are there, and trend and season are told at every place. O(length * window / 10) a turn.
 */
export const stl = (
  series: Float64Array,
  period: number,
  options: StlOptions = {},
): E.Either<DecompositionRefusal, Decomposition> =>
  pipe(
    checkSeries(series, [period], [options.seasonalWindow, options.trendWindow]),
    E.map((count) => {
      const scale = affineScaleOf(series);
      const { trend, season } = stlScaled(scaledBy(scale, series), count, period, options);
      return unscaled(series, scale, trend, [{ period, values: season }]);
    }),
  );
