import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Forecast, SeriesAnalysis, SeriesRefused } from '../../application/ports/series-analysis.js';
import { forecastAll } from '../timeseries/forecast/forecast.js';
import { inWords } from './in-words.js';
import { seasonsIn } from './seasons-in.js';

/** Counts on the seasons that are there. */
export const forecast = (
  series: Float64Array,
  { horizon, periods: candidates, isCount }: Parameters<SeriesAnalysis['forecast']>[1],
): E.Either<SeriesRefused, Forecast> => {
  const found = seasonsIn(series, candidates);
  const periods = E.isRight(found) ? found.right.map(({ period }) => period) : [];
  const [only] = forecastAll([series], { horizon, periods, count: isCount });
  return pipe(
    only ?? E.left({ _tag: 'TooShort' as const, needed: 1, given: 0 }),
    E.map((told) => ({ ...told, periods })),
    E.mapLeft(inWords),
  );
};
