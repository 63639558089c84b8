import * as E from 'fp-ts/lib/Either.js';
import type { SeasonalWindow } from './cycle-subseries.js';
import type { DecompositionRefusal } from './refusal.js';

const LARGEST = 1e300;

const refusedPeriod = (periods: ReadonlyArray<number>): number | undefined =>
  periods.find((period, place) => !Number.isInteger(period) || period < 2 || periods.indexOf(period) !== place);

/** How many values of the series are there, if at least `needed` are, and none is too large to add up. */
export const checkValues = (series: Float64Array, needed: number): E.Either<DecompositionRefusal, number> => {
  const at = series.findIndex((value) => Math.abs(value) > LARGEST);
  if (at >= 0) return E.left({ _tag: 'OutOfRange', at });
  const given = series.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
  return given < needed ? E.left({ _tag: 'TooFewValues', needed, given }) : E.right(given);
};

/** How many values of the series are there, if they are enough for seasons of these periods. */
export const checkSeries = (
  series: Float64Array,
  periods: ReadonlyArray<number>,
  windows: ReadonlyArray<SeasonalWindow | undefined>,
): E.Either<DecompositionRefusal, number> => {
  const period = refusedPeriod(periods);
  if (period !== undefined) return E.left({ _tag: 'BadPeriod', period });
  const window = windows.find((each) => typeof each === 'number' && !(Number.isInteger(each) && each >= 3));
  if (typeof window === 'number') return E.left({ _tag: 'BadWindow', window });
  const longest = Math.max(1, ...periods);
  const needed = periods.length === 0 ? 1 : 2 * longest;
  if (series.length < needed) return E.left({ _tag: 'TooShort', needed, given: series.length });
  return checkValues(series, longest);
};
