import * as E from 'fp-ts/lib/Either.js';
import type { Lead, SeriesAnalysis } from '../../application/ports/series-analysis.js';
import { leadsAmong } from '../timeseries/correlation/lead-lag.js';

export const leads = (
  series: ReadonlyArray<Float64Array>,
  { periods, longestLag }: Parameters<SeriesAnalysis['leads']>[1],
): ReadonlyArray<Lead> =>
  leadsAmong(series, { periods, lags: { first: 1, last: longestLag } })
    .flatMap(({ leader, follower, found }) => {
      if (E.isLeft(found)) return [];
      const { lag, coefficient, pValue, qValue, effectiveSize, quarters, leads: isFinding } = found.right;
      return [{ leader, follower, lag, coefficient, pValue, qValue, effectiveSize, quarters, isFinding }];
    })
    .sort((a, b) => a.pValue - b.pValue || Math.abs(b.coefficient) - Math.abs(a.coefficient));
