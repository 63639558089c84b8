import { minimum } from '../../statistics/minimum.js';
import type { Fit, Method } from './fit.js';

/** The least-squares line through the values up to each of them: its height where it begins, and its slope. */
type Lines = { readonly intercepts: Float64Array; readonly slopes: Float64Array };

const linesOf = (series: Float64Array): Lines => {
  const intercepts = new Float64Array(series.length + 1);
  const slopes = new Float64Array(series.length + 1);
  let mean = 0;
  let slope = 0;
  for (let t = 1; t <= series.length; t += 1) {
    const value = series[t - 1] as number;
    slope = t === 1 ? 0 : ((t - 2) * slope + (6 / t) * (value - mean)) / (t + 1);
    mean += (value - mean) / t;
    slopes[t] = slope;
    intercepts[t] = mean - ((t + 1) / 2) * slope;
  }
  return { intercepts, slopes };
};

type Parameters = { readonly level: number; readonly weight: number };

/** How many steps of the line's slope a forecast has taken in, when so much of the first level is left. */
const driftOf = (alpha: number, decay: number): number => (1 - decay * (1 - alpha)) / alpha;

const within = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, value));

/** Sums of products of what the first level and the line each add to a forecast, and of what is left to them. */
type Products = {
  readonly ll: number;
  readonly lw: number;
  readonly ww: number;
  readonly ly: number;
  readonly wy: number;
  readonly yy: number;
};

/** Of forecasts by smoothing with `alpha`; the first two values are not held against them. */
const productsAt = (series: Float64Array, { intercepts, slopes }: Lines, alpha: number): Products => {
  let smoothed = 0;
  let decay = 1;
  let ll = 0;
  let lw = 0;
  let ww = 0;
  let ly = 0;
  let wy = 0;
  let yy = 0;
  for (let t = 0; t < series.length; t += 1) {
    const rest = (series[t] as number) - smoothed;
    const line = decay * (intercepts[t] as number) + driftOf(alpha, decay) * (slopes[t] as number);
    if (t > 1) {
      ll += decay * decay;
      lw += decay * line;
      ww += line * line;
      ly += decay * rest;
      wy += line * rest;
      yy += rest * rest;
    }
    smoothed += alpha * rest;
    decay *= 1 - alpha;
  }
  return { ll, lw, ww, ly, wy, yy };
};

/** The first level and the weight of the line that foretell best within what each may be, and the squares that are left. */
const bestOf = (
  { ll, lw, ww, ly, wy, yy }: Products,
  levels: readonly [number, number],
  weights: readonly [number, number],
): Parameters & { readonly squares: number } => {
  const at = (level: number, weight: number) => ({
    level,
    weight,
    squares: yy + level * (level * ll - 2 * ly) + weight * (weight * ww - 2 * wy) + 2 * level * weight * lw,
  });
  const levelFor = (weight: number) => within(ll > 0 ? (ly - weight * lw) / ll : 0, levels);
  const weightFor = (level: number) => within(ww > 0 ? (wy - level * lw) / ww : 0, weights);
  const determinant = ll * ww - lw * lw;
  const level = (ww * ly - lw * wy) / determinant;
  const weight = (ll * wy - lw * ly) / determinant;
  if (determinant > 0 && within(level, levels) === level && within(weight, weights) === weight)
    return at(level, weight);
  return [
    ...levels.map((each) => at(each, weightFor(each))),
    ...weights.map((each) => at(levelFor(each), each)),
  ].reduce((best, each) => (each.squares < best.squares ? each : best));
};

/** What was expected of each value, and of the one after the last. */
const expectedBy = (
  series: Float64Array,
  { intercepts, slopes }: Lines,
  alpha: number,
  first: number,
  weight: number,
): Float64Array => {
  const expected = new Float64Array(series.length + 1);
  let level = first;
  let decay = 1;
  for (let t = 0; t <= series.length; t += 1) {
    const line = decay * (intercepts[t] as number) + driftOf(alpha, decay) * (slopes[t] as number);
    expected[t] = level + weight * line;
    level += alpha * ((series[t] as number) - level);
    decay *= 1 - alpha;
  }
  return expected;
};

const EVALUATIONS = 40;

const thetaBetween =
  (least: number, most: number): Method =>
  (series, horizon): Fit => {
    const { length } = series;
    const lines = linesOf(series);
    const first = series[0] as number;
    const levels = [Math.min(-0.5, first), Math.max(1, first)] as const;
    const best = (each: number) => bestOf(productsAt(series, lines, each), levels, [least, most]);
    const [alpha = 0] = minimum(
      (at) => best(at[0] as number).squares,
      Float64Array.of(0.5),
      Float64Array.of(0.1),
      Float64Array.of(0.99),
      EVALUATIONS,
    ).at;
    const { level, weight } = best(alpha);
    const expected = expectedBy(series, lines, alpha, level, weight);
    const drift = weight * (lines.slopes[length] as number);
    const next = expected[length] as number;
    return {
      point: Float64Array.from({ length: horizon }, (_, h) => next + h * drift),
      fitted: expected.subarray(0, length),
      response: new Float64Array(horizon).fill(alpha),
      parameters: 3,
    };
  };

/**
 * The Theta method: the line through all of the series, and a line bent away from it that is smoothed exponentially, averaged.
 * Assimakopoulos and Nikolopoulos 2000, in the state space form that Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler gave it in 2016.
 */
export const classicTheta: Method = thetaBetween(0.5, 0.5);

/** As `classicTheta`, but how far the line is bent, and so how much of the trend goes on, is what foretells the series itself best. Fiorucci et al. 2016. */
export const optimisedTheta: Method = thetaBetween(0, 1);
