import * as E from 'fp-ts/lib/Either.js';
import { calibrate, type Widths } from './calibration.js';
import type { Fit } from './fit.js';
import { pointForecast } from './point-forecast.js';
import { type Prepared, prepare } from './prepare.js';
import type { ForecastRefusal } from './refusal.js';
import { expectedErrors, rehearse } from './rehearsal.js';
import type { ForecastRequest } from './request.js';

/** Where something lies with a stated probability, one value a step ahead. */
export type Interval = { readonly low: Float64Array; readonly high: Float64Array };

export type Forecast = { readonly point: Float64Array; readonly of80: Interval; readonly of95: Interval };

/** Values before a rehearsal: enough for the seasons that the forecast itself can tell, and never fewer than six. */
const leastOf = ({ values }: Prepared, periods: ReadonlyArray<number>): number =>
  Math.max(6, ...periods.filter((period) => 2 * period <= values.length).map((period) => 2 * period + 1));

/** Each series is rehearsed three times; fewer series than ten more often, for their intervals to stand on something. */
const rehearsalsOf = (series: number): number => Math.min(10, Math.max(3, Math.ceil(30 / series)));

const intervalAround = (
  point: Float64Array,
  expected: Float64Array,
  factors: Float64Array,
  bounded: (value: number) => number,
): Interval => {
  let width = 0;
  const widths = expected.map((size, h) => {
    width = Math.max(width, size * (factors[h] as number));
    return width;
  });
  return {
    low: point.map((value, h) => bounded(value - (widths[h] as number))),
    high: point.map((value, h) => bounded(value + (widths[h] as number))),
  };
};

const forecastFrom = (prepared: Prepared, fit: Fit, widths: Widths, { horizon, count }: ForecastRequest): Forecast => {
  const { unit, late } = prepared;
  const bounded = (value: number): number => (count === true ? Math.max(0, value) : value) * unit;
  const expected = expectedErrors(fit, prepared.values, prepared.observed);
  const asked = (values: Float64Array): Float64Array => values.slice(late, late + horizon);
  const interval = (factors: Float64Array): Interval => {
    const { low, high } = intervalAround(fit.point, expected, factors, bounded);
    return { low: asked(low), high: asked(high) };
  };
  return { point: asked(fit.point.map(bounded)), of80: interval(widths.of80), of95: interval(widths.of95) };
};

/**
 * The next values of each series, with intervals that hold them with a probability of 80 and 95 %.
 * Series of one kind belong together (a metric over all accounts): how far forecasts of them went wrong at earlier times sets how wide the intervals of all must be.
 * Gaps at the end of a series lengthen its horizon. The same input gives the same output.
 */
export const forecastAll = (
  series: ReadonlyArray<Float64Array>,
  request: ForecastRequest,
): ReadonlyArray<E.Either<ForecastRefusal, Forecast>> => {
  const prepared = series.map((each) => prepare(each, request));
  const given = prepared.flatMap((each) => (E.isRight(each) ? [each.right] : []));
  const reach = request.horizon + given.reduce((most, { late }) => Math.max(most, late), 0);
  const ahead = (values: Float64Array, horizon: number): Fit => pointForecast(values, horizon, request.periods);
  const count = rehearsalsOf(given.length);
  const widths = calibrate(
    given.map((each) => rehearse(each, request.horizon + each.late, leastOf(each, request.periods), count, ahead)),
    reach,
  );
  let next = 0;
  return prepared.map(
    E.map((each) => {
      const mine = widths[next++] as Widths;
      return forecastFrom(each, ahead(each.values, request.horizon + each.late), mine, request);
    }),
  );
};
