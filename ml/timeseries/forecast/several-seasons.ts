import * as E from 'fp-ts/lib/Either.js';
import { mstl } from '../decomposition/mstl.js';
import type { Fit, Method } from './fit.js';

/** The method applied to the series without its seasons by MSTL, taken as shares where all values are above 0; each season goes on as it last was. Bandara, Hyndman and Bergmeir 2021. */
export const aroundSeasons =
  (periods: ReadonlyArray<number>, method: Method): Method =>
  (series, horizon): Fit => {
    const asShares = series.every((value) => value > 0);
    const scaled = asShares ? series.map(Math.log) : series;
    const apart = mstl(scaled, periods, { robustRounds: 1 });
    if (E.isLeft(apart)) return method(series, horizon);
    const { seasonal } = apart.right;
    const effectAt = (t: number): number => {
      const n = series.length;
      const sum = seasonal.reduce(
        (total, { period, values }) => total + (values[t < n ? t : n - period + ((t - n) % period)] as number),
        0,
      );
      return asShares ? Math.exp(sum) : sum;
    };
    const joined = (values: Float64Array, from: number): Float64Array =>
      values.map((value, i) => (asShares ? value * effectAt(from + i) : value + effectAt(from + i)));
    const adjusted = series.map((value, t) => (asShares ? value / effectAt(t) : value - effectAt(t)));
    const { point, fitted, response, parameters } = method(adjusted, horizon);
    return { point: joined(point, series.length), fitted: joined(fitted, 0), response, parameters };
  };
