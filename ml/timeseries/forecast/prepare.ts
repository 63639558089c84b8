import * as E from 'fp-ts/lib/Either.js';
import { type Bridged, bridged } from './gaps.js';
import type { ForecastRefusal } from './refusal.js';
import type { ForecastRequest } from './request.js';

/** A series without gaps whose largest value is between 1/2 and 1. */
export type Prepared = Bridged & {
  /** What its values are to be multiplied with. */
  readonly unit: number;
};

const LARGEST = 1e300;
const FEWEST = 3;

const badPeriod = (periods: ReadonlyArray<number>): number | undefined =>
  periods.find((period, place) => !Number.isInteger(period) || period < 2 || periods.indexOf(period) !== place);

/** The power of two above every value: to divide by it loses no digits. */
const unitOf = (series: Float64Array): number => {
  const largest = series.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  return largest === 0 ? 1 : 2 ** Math.max(-1000, Math.floor(Math.log2(largest)) + 1);
};

export const prepare = (series: Float64Array, request: ForecastRequest): E.Either<ForecastRefusal, Prepared> => {
  const { horizon, periods } = request;
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > 10_000) return E.left({ _tag: 'BadHorizon', horizon });
  const period = badPeriod(periods);
  if (period !== undefined) return E.left({ _tag: 'BadPeriod', period });
  const at = series.findIndex((value) => Math.abs(value) > LARGEST);
  if (at >= 0) return E.left({ _tag: 'OutOfRange', at });
  const given = series.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (given < FEWEST) return E.left({ _tag: 'TooShort', needed: FEWEST, given });
  const unit = unitOf(series);
  return E.right({
    ...bridged(
      series.map((value) => value / unit),
      Math.min(...periods, series.length),
    ),
    unit,
  });
};
