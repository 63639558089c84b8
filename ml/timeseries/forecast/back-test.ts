import * as E from 'fp-ts/lib/Either.js';
import { momentsOf } from '../../statistics/moments.js';
import { coverage, scaledError, symmetricError } from './accuracy.js';
import { type Forecast, forecastAll } from './forecast.js';
import type { ForecastRequest } from './request.js';
import { seasonalNaive } from './seasonal-naive.js';

/** How forecasts made at earlier times turned out, on average over series and origins; NaN where nothing could be compared. */
export type BackTest = {
  /** Forecasts compared, one a series and origin. */
  readonly forecasts: number;
  /** Those refused, mostly because too little came before the origin. */
  readonly refused: number;
  readonly symmetricError: number;
  readonly scaledError: number;
  /** Of the last season once more. */
  readonly naive: { readonly symmetricError: number; readonly scaledError: number };
  /** Shares of the values that the intervals held. */
  readonly coverage: { readonly of80: number; readonly of95: number };
};

type Outcome = Omit<BackTest, 'forecasts' | 'refused'>;

const outcomeOf = (history: Float64Array, actual: Float64Array, forecast: Forecast, period: number): Outcome => {
  const { point, of80, of95 } = forecast;
  const naive = seasonalNaive(period)(history, actual.length).point;
  return {
    symmetricError: symmetricError(actual, point),
    scaledError: scaledError(actual, point, history, period),
    naive: {
      symmetricError: symmetricError(actual, naive),
      scaledError: scaledError(actual, naive, history, period),
    },
    coverage: { of80: coverage(actual, of80.low, of80.high), of95: coverage(actual, of95.low, of95.high) },
  };
};

const average = (outcomes: ReadonlyArray<Outcome>, of: (outcome: Outcome) => number): number =>
  momentsOf(Float64Array.from(outcomes, of)).mean;

/**
 * Forecasts all series from earlier times, as if the rest were not known yet, and holds them against it.
 * @param origins the last is a whole horizon before the end, each other as far before the next
 */
export const backTest = (series: ReadonlyArray<Float64Array>, request: ForecastRequest, origins = 1): BackTest => {
  const { horizon, periods } = request;
  const period = periods[0] ?? 1;
  const outcomes: Array<Outcome> = [];
  let refused = 0;
  for (let back = 1; back <= origins; back += 1) {
    const histories = series.map((each) => each.subarray(0, Math.max(0, each.length - back * horizon)));
    forecastAll(histories, request).forEach((each, i) => {
      const history = histories[i] as Float64Array;
      const actual = (series[i] as Float64Array).subarray(history.length, history.length + horizon);
      if (E.isRight(each)) outcomes.push(outcomeOf(history, actual, each.right, period));
      else refused += 1;
    });
  }
  return {
    forecasts: outcomes.length,
    refused,
    symmetricError: average(outcomes, (each) => each.symmetricError),
    scaledError: average(outcomes, (each) => each.scaledError),
    naive: {
      symmetricError: average(outcomes, (each) => each.naive.symmetricError),
      scaledError: average(outcomes, (each) => each.naive.scaledError),
    },
    coverage: {
      of80: average(outcomes, (each) => each.coverage.of80),
      of95: average(outcomes, (each) => each.coverage.of95),
    },
  };
};
