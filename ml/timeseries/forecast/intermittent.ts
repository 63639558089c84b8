import { minimum } from '../../statistics/minimum.js';
import type { Fit, Method } from './fit.js';

/** Whether a series is zero most of the time between its first demand and its last: on average more than 1.32 steps from one to the next. Syntetos, Boylan and Croston 2005. */
export const isIntermittent = (series: Float64Array): boolean => {
  const demands = series.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const isDemand = (value: number): boolean => value !== 0;
  return demands > 1 && (series.findLastIndex(isDemand) - series.findIndex(isDemand)) / (demands - 1) > 1.32;
};

const run = (series: Float64Array, alpha: number, beta: number) => {
  const demands = series.filter((value) => value !== 0);
  let chance = demands.length / series.length;
  let size = demands.reduce((sum, value) => sum + value, 0) / demands.length;
  let squares = 0;
  const fitted = new Float64Array(series.length);
  series.forEach((value, t) => {
    fitted[t] = chance * size;
    squares += (value - chance * size) ** 2;
    chance += beta * ((value === 0 ? 0 : 1) - chance);
    if (value !== 0) size += alpha * (value - size);
  });
  return { squares, fitted, rate: chance * size };
};

/** The chance of any demand and its size, each smoothed; the chance fades while there is none. Teunter, Syntetos and Babai 2011. */
export const intermittentDemand: Method = (series, horizon): Fit => {
  const [alpha = 0, beta = 0] = minimum(
    ([a = 0, b = 0]) => run(series, a, b).squares,
    Float64Array.of(0.1, 0.1),
    Float64Array.of(0.01, 0.01),
    Float64Array.of(0.3, 0.3),
    60,
  ).at;
  const { fitted, rate } = run(series, alpha, beta);
  return {
    point: new Float64Array(horizon).fill(rate),
    fitted,
    response: new Float64Array(horizon).fill(beta),
    parameters: 2,
  };
};
