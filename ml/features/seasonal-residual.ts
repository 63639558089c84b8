import * as E from 'fp-ts/lib/Either.js';
import { momentsOf } from '../statistics/moments.js';
import { median, robustDeviation } from '../statistics/quantile.js';
import { stl } from '../timeseries/decomposition/stl.js';

const WEEK = 7;
/** Eight weeks show what a week is like and how much it scatters. */
export const RESIDUAL_DAYS = 63;

/**
 * By how many robust standard deviations each of the last seven of `RESIDUAL_DAYS` daily values lies beside what the days
 * before let expect: the season of the week taken out by STL (Cleveland and others, 1990) of those days alone. Counts scatter
 * at least as much as the square root of their mean. `undefined` where too little is there, or nothing was counted.
 */
export const lastWeekResiduals = (values: Float64Array): Float64Array | undefined => {
  const before = values.subarray(0, values.length - WEEK);
  const taken = stl(before, WEEK, { seasonalWindow: 'periodic', robustRounds: 2 });
  if (E.isLeft(taken)) return undefined;
  const { seasonal, remainder, trend } = taken.right;
  const mean = momentsOf(before).mean;
  const scatter = Math.max(robustDeviation(remainder), Math.sqrt(Math.max(0, mean)));
  const season = seasonal[0]?.values;
  if (season === undefined || !(scatter > 1e-9)) return undefined;
  const level = median(trend.subarray(-WEEK));
  return values.subarray(-WEEK).map((value, i) => (value - level - (season[season.length - WEEK + i] ?? 0)) / scatter);
};
