import { isLeft } from 'fp-ts/lib/Either.js';
import { pointForecast } from '../timeseries/forecast/point-forecast.js';
import { prepare } from '../timeseries/forecast/prepare.js';

/** Of one year there is no season to tell. */
const PERIODS: ReadonlyArray<number> = [];

/** The scores of the next weeks as the score's own past alone foretells them: its last one where that is too short. NaN where there is none. */
export const ownForecast = (past: Float64Array, weeks: number): Float64Array => {
  const last = past.findLast((score) => !Number.isNaN(score)) ?? Number.NaN;
  const prepared = prepare(past, { horizon: weeks, periods: PERIODS });
  if (isLeft(prepared)) return new Float64Array(weeks).fill(last);
  const { values, late, unit } = prepared.right;
  const { point } = pointForecast(values, weeks + late, PERIODS);
  return point.slice(late, late + weeks).map((value) => Math.min(100, Math.max(0, value * unit)));
};
