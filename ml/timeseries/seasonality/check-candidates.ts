import * as E from 'fp-ts/lib/Either.js';
import { checkValues } from '../decomposition/check-series.js';
import type { DecompositionRefusal } from '../decomposition/refusal.js';

/** How many values of the series are there, if these periods can be looked for in it. */
export const checkCandidates = (
  series: Float64Array,
  periods: ReadonlyArray<number>,
): E.Either<DecompositionRefusal, number> => {
  const period = periods.find(
    (each, place) => !(each >= 2 && Number.isFinite(each)) || periods.indexOf(each) !== place,
  );
  return period === undefined ? checkValues(series, 1) : E.left({ _tag: 'BadPeriod', period });
};
