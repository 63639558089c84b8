import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Decomposed, SeriesRefused } from '../../application/ports/series-analysis.js';
import { mstl } from '../timeseries/decomposition/mstl.js';
import { inWords } from './in-words.js';
import { seasonsIn } from './seasons-in.js';

export const decompose = (series: Float64Array, periods: ReadonlyArray<number>): E.Either<SeriesRefused, Decomposed> =>
  pipe(
    E.Do,
    E.bind('tests', () => seasonsIn(series, periods)),
    E.bind('parts', ({ tests }) =>
      mstl(
        series,
        tests.map(({ period }) => period),
      ),
    ),
    E.map(({ tests, parts: { trend, seasonal, remainder } }) => ({
      trend,
      remainder,
      seasons: tests.flatMap((test) => {
        const season = seasonal.find(({ period }) => period === test.period);
        return season === undefined ? [] : [{ ...test, values: season.values }];
      }),
    })),
    E.mapLeft(inWords),
  );
