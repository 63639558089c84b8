import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { DecompositionRefusal } from '../timeseries/decomposition/refusal.js';
import { detectSeasons, type SeasonTest } from '../timeseries/seasonality/detect-seasons.js';

/** Those of the periods that are there, as whole steps. */
export const seasonsIn = (
  series: Float64Array,
  periods: ReadonlyArray<number>,
): E.Either<DecompositionRefusal, ReadonlyArray<SeasonTest>> => {
  const able = periods.filter((period) => 2 * period <= series.length);
  return pipe(
    detectSeasons(series, { periods: able, tries: periods.length }),
    E.map(({ seasons }) => seasons.map((season) => ({ ...season, period: Math.round(season.period) }))),
  );
};
