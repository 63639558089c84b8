import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { cut } from '../../statistics/cut.js';
import { momentsOf } from '../../statistics/moments.js';
import { affineScaleOf } from '../decomposition/affine-scale.js';
import type { Decomposition } from '../decomposition/decomposition.js';
import { mstl } from '../decomposition/mstl.js';
import type { DecompositionRefusal } from '../decomposition/refusal.js';
import { trendFreedom } from '../decomposition/windows.js';

export type Phase = {
  /** Steps after the first place of the series, less than the period. */
  readonly phase: number;
  /** Against the trend, in units of the series. */
  readonly value: number;
  readonly standardError: number;
  /** How many values of the phase are there. */
  readonly count: number;
};

/** What a season looks like; phases without a value are left out. */
export type SeasonalPattern = { readonly period: number; readonly phases: ReadonlyArray<Phase> };

const countsOf = (series: Float64Array, period: number): Float64Array => {
  const counts = new Float64Array(period);
  series.forEach((value, i) => {
    if (!Number.isNaN(value)) counts[i % period] = (counts[i % period] as number) + 1;
  });
  return counts;
};

/** Robust deviations beyond which a remainder is an outlier. */
const CLIP = 3;

/** Deviation of the noise, in the unit given: remainders are smaller, since trend and season follow the values. */
const deviationOf = (
  remainder: Float64Array,
  unit: number,
  periods: ReadonlyArray<number>,
  trendWindow: number,
): number => {
  const { count, variance } = momentsOf(
    cut(
      remainder.map((value) => value / unit),
      CLIP,
    ),
  );
  const used = periods.reduce((sum, period) => sum + period, trendFreedom(count, trendWindow));
  return Math.sqrt(((variance || 0) * count) / Math.max(1, count - used));
};

const patternsIn = (
  series: Float64Array,
  { seasonal }: Decomposition,
  deviation: number,
): ReadonlyArray<SeasonalPattern> => {
  return seasonal.map(({ period, values }) => {
    const counts = countsOf(series, period);
    const average = values.subarray(0, period).reduce((sum, value) => sum + value / period, 0);
    return {
      period,
      phases: Array.from({ length: period }, (_, phase) => phase)
        .filter((phase) => counts[phase] !== 0)
        .map((phase) => {
          const count = counts[phase] as number;
          const value = (values[phase] as number) - average;
          return { phase, value, standardError: deviation / Math.sqrt(count), count };
        }),
    };
  });
};

/**
 * How each phase of each season differs from the trend, on the whole of the series: seasons that stay the same, by MSTL
 * with a trend over three of the longest period. The standard error is that of a mean of as many remainders, taken as
 * independent from cycle to cycle.
 */
export const seasonalPatterns = (
  series: Float64Array,
  periods: ReadonlyArray<number>,
): E.Either<DecompositionRefusal, ReadonlyArray<SeasonalPattern>> => {
  const trendWindow = 3 * Math.max(1, ...periods.filter((period) => Number.isInteger(period)));
  return pipe(
    mstl(series, periods, { seasonalWindow: () => 'periodic', trendWindow }),
    E.map((parts) => {
      const { unit } = affineScaleOf(series);
      return patternsIn(series, parts, unit * deviationOf(parts.remainder, unit, periods, trendWindow));
    }),
  );
};
