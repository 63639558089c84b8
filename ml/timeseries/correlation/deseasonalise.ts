import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { median, robustDeviation } from '../../statistics/quantile.js';
import { mstl } from '../decomposition/mstl.js';

/** A series on a scale of about one, and which of its values were there: gaps are bridged by straight lines. */
export type Level = { readonly values: Float64Array; readonly present: Uint8Array };

const bridge = (values: Float64Array, present: Uint8Array): Float64Array => {
  const bridged = values.slice();
  for (let t = 0; t < values.length; t += 1) {
    if (present[t] === 1) continue;
    const next = present.indexOf(1, t);
    const before = t === 0 ? (values[next] as number) : (bridged[t - 1] as number);
    bridged[t] = next < 0 ? before : before + ((values[next] as number) - before) / (next - t + 1);
  }
  return bridged;
};

/** Further from its neighbours than this many times what steps usually deviate, a value is no news but an accident. */
const ACCIDENT = 6;

/** Hampel's filter over two neighbours on each side. */
const withoutAccidents = (values: Float64Array): Float64Array => {
  const around = values.map((_, t) => median(values.subarray(Math.max(0, t - 2), t + 3)));
  const bound = ACCIDENT * robustDeviation(values.map((value, t) => value - (values[Math.max(0, t - 1)] as number)));
  if (!(bound > 0)) return values;
  return values.map((value, t) => (Math.abs(value - (around[t] as number)) > bound ? (around[t] as number) : value));
};

/** More say nothing of what leads what. */
const ROUNDS = 4;

/** The series without its seasons (by MSTL, those of which there are two), without gaps, and without accidents. */
export const deseasonalise = (series: Float64Array, periods: ReadonlyArray<number>): Level => {
  const largest = series.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  const scaled = series.map((value) => value / (largest || 1));
  const usable = periods.filter((period) => series.length >= 2 * period);
  const seasonal = pipe(
    mstl(scaled, usable, { robustRounds: ROUNDS }),
    E.match(
      () => [],
      (apart) => apart.seasonal,
    ),
  );
  const values = scaled.map((value, t) => seasonal.reduce((rest, each) => rest - (each.values[t] as number), value));
  const present = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  return { values: withoutAccidents(bridge(values, present)), present };
};
