import { minimum } from '../../statistics/minimum.js';
import type { Fit, Method } from './fit.js';

/** The least-squares line through the first values: where exponential smoothing begins. */
const startOf = (series: Float64Array, first: number): { readonly level: number; readonly slope: number } => {
  const n = Math.min(series.length, first);
  const middle = (n - 1) / 2;
  let mean = 0;
  let above = 0;
  let below = 0;
  for (let t = 0; t < n; t += 1) mean += (series[t] as number) / n;
  for (let t = 0; t < n; t += 1) {
    above += (t - middle) * ((series[t] as number) - mean);
    below += (t - middle) ** 2;
  }
  const slope = above / below;
  return { level: mean - slope * (middle + 1), slope };
};

type End = { squares: number; level: number; slope: number };

const run = (
  series: Float64Array,
  start: { readonly level: number; readonly slope: number },
  alpha: number,
  beta: number,
  damping: number,
  fitted?: Float64Array,
): End => {
  let { level, slope } = start;
  let squares = 0;
  for (let t = 0; t < series.length; t += 1) {
    const expected = level + damping * slope;
    const error = (series[t] as number) - expected;
    if (fitted !== undefined) fitted[t] = expected;
    squares += error * error;
    level = expected + alpha * error;
    slope = damping * slope + alpha * beta * error;
  }
  return { squares, level, slope };
};

/** The sum of the powers of a damping from the first to the `h`th. */
const dampedSteps = (damping: number, h: number): number =>
  damping === 1 ? h : (damping * (1 - damping ** h)) / (1 - damping);

/** Simple exponential smoothing: the last level for ever. Brown 1959. */
export const simpleSmoothing: Method = (series, horizon): Fit => {
  const start = { level: startOf(series, 10).level + startOf(series, 10).slope, slope: 0 };
  const [alpha = 0] = minimum(
    (at) => run(series, start, at[0] as number, 0, 0).squares,
    Float64Array.of(0.5),
    Float64Array.of(0.01),
    Float64Array.of(0.99),
    30,
  ).at;
  const fitted = new Float64Array(series.length);
  const { level } = run(series, start, alpha, 0, 0, fitted);
  return {
    point: new Float64Array(horizon).fill(level),
    fitted,
    response: new Float64Array(horizon).fill(alpha),
    parameters: 2,
  };
};

/** Exponential smoothing with a trend that fades. Gardner and McKenzie 1985. */
export const dampedTrend: Method = (series, horizon): Fit => {
  const start = startOf(series, 10);
  const [alpha = 0, beta = 0, damping = 0] = minimum(
    (at) => run(series, start, at[0] as number, at[1] as number, at[2] as number).squares,
    Float64Array.of(0.4, 0.1, 0.95),
    Float64Array.of(0.01, 0, 0.8),
    Float64Array.of(0.99, 0.99, 0.98),
    120,
  ).at;
  const fitted = new Float64Array(series.length);
  const { level, slope } = run(series, start, alpha, beta, damping, fitted);
  const point = Float64Array.from({ length: horizon }, (_, h) => level + dampedSteps(damping, h + 1) * slope);
  const response = point.map((_, h) => alpha * (1 + beta * dampedSteps(damping, h + 1)));
  return { point, fitted, response, parameters: 4 };
};
