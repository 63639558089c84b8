import { minimum } from '../../statistics/minimum.js';
import type { Fit, Method } from './fit.js';

type Pass = { readonly squares: number; readonly level: number; readonly mean: number; readonly slope: number };

const run = (
  series: Float64Array,
  level0: number,
  alpha: number,
  weight: number,
  write: (t: number, expected: number) => void,
): Pass => {
  let level = level0;
  let mean = 0;
  let slope = 0;
  let intercept = 0;
  let decay = 1;
  let squares = 0;
  for (let t = 1; t <= series.length; t += 1) {
    const value = series[t - 1] as number;
    const expected = level + weight * (decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope);
    decay *= 1 - alpha;
    write(t - 1, expected);
    if (t > 2) squares += (value - expected) ** 2;
    level = alpha * value + (1 - alpha) * level;
    slope = t === 1 ? 0 : ((t - 2) * slope + (6 / t) * (value - mean)) / (t + 1);
    mean += (value - mean) / t;
    intercept = mean - ((t + 1) / 2) * slope;
  }
  return { squares, level, mean, slope };
};

const nothing = (): void => {};

const ahead = (series: Float64Array, pass: Pass, alpha: number, weight: number, horizon: number): Float64Array => {
  const n = series.length;
  const intercept = pass.mean - ((n + 1) / 2) * pass.slope;
  const decay = (1 - alpha) ** n;
  const drift = (1 - decay * (1 - alpha)) / alpha;
  return Float64Array.from(
    { length: horizon },
    (_, h) => pass.level + weight * (decay * intercept + (drift + h) * pass.slope),
  );
};

const thetaBetween =
  (least: number, most: number): Method =>
  (series, horizon): Fit => {
    const first = series[0] as number;
    const { at } = minimum(
      ([level = 0, alpha = 0, weight = 0]) => run(series, level, alpha, weight, nothing).squares,
      Float64Array.of(first / 2, 0.5, 0.5),
      Float64Array.of(Math.min(-0.5, first), 0.1, least),
      Float64Array.of(Math.max(1, first), 0.99, most),
      120,
    );
    const [level = 0, alpha = 0, weight = 0] = at;
    const fitted = new Float64Array(series.length);
    const pass = run(series, level, alpha, weight, (t, expected) => {
      fitted[t] = expected;
    });
    const point = ahead(series, pass, alpha, weight, horizon);
    return { point, fitted, response: new Float64Array(horizon).fill(alpha), parameters: 3 };
  };

/**
 * The Theta method: the line through all of the series, and a line bent away from it that is smoothed exponentially, averaged.
 * Assimakopoulos and Nikolopoulos 2000, in the state space form that Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler gave it in 2016.
 */
export const classicTheta: Method = thetaBetween(0.5, 0.5);

/** As `classicTheta`, but how far the line is bent, and so how much of the trend goes on, is what foretells the series itself best. Fiorucci et al. 2016. */
export const optimisedTheta: Method = thetaBetween(0, 1);
