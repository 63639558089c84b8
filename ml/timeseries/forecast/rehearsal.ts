import type { Fit, Method } from './fit.js';
import type { Prepared } from './prepare.js';

/** Where a surprise moves the forecast less than this, errors grow all the same. */
const LEAST_RESPONSE = 0.15;

/** The size to expect of the error of each step ahead, before it is known how such sizes have turned out: that of one step, grown by what each surprise moves. Hyndman, Koehler, Ord and Snyder 2008, chapter 6. */
export const expectedErrors = (fit: Fit, series: Float64Array, observed: Uint8Array): Float64Array => {
  const settled = Math.min(Math.floor(series.length / 4), 3);
  let sum = 0;
  let count = 0;
  for (let t = settled; t < series.length; t += 1) {
    if (observed[t] === 0 || Number.isNaN(fit.fitted[t])) continue;
    sum += Math.abs((series[t] as number) - (fit.fitted[t] as number));
    count += 1;
  }
  const one = count === 0 ? 0 : (sum / count) * Math.sqrt(count / Math.max(count / 4, count - fit.parameters));
  let variance = 1;
  return fit.response.map((response) => {
    const size = one * Math.sqrt(variance);
    variance += Math.max(LEAST_RESPONSE, response) ** 2;
    return size;
  });
};

/** Errors of a forecast made at an earlier time, as multiples of what was to expect; NaN where it is not known. */
export type Rehearsal = Float64Array;

/** Where to stand for rehearsals: a whole horizon apart if the series is long enough, with `least` values before each. */
const originsOf = (length: number, horizon: number, least: number, count: number): ReadonlyArray<number> => {
  const last = Math.max(length - horizon, Math.min(least, length - 1));
  const step = Math.min(horizon, Math.max(1, Math.floor((last - least) / (count - 1))));
  return Array.from({ length: count }, (_, i) => last - i * step).filter((origin) => origin >= least);
};

/** Forecasts made at up to `count` earlier times, held against what came. */
export const rehearse = (
  { values, observed }: Prepared,
  horizon: number,
  least: number,
  count: number,
  forecast: Method,
): ReadonlyArray<Rehearsal> =>
  originsOf(values.length, horizon, least, count).flatMap((origin) => {
    const past = values.subarray(0, origin);
    const fit = forecast(past, horizon);
    const expected = expectedErrors(fit, past, observed);
    if (!((expected[0] as number) > 0)) return [];
    return [
      expected.map((size, h) =>
        observed[origin + h] === 1
          ? Math.abs((values[origin + h] as number) - (fit.point[h] as number)) / size
          : Number.NaN,
      ),
    ];
  });
