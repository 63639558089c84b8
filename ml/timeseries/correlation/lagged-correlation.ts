import type { Level } from './deseasonalise.js';

export type LaggedCorrelation = { readonly coefficient: number; readonly pairs: number };

/** Pearson's coefficient of the leader's values with the follower's `lag` steps later, over steps of the follower from `from` to before `to`, where both are there; NaN where one never changes. */
export const laggedCorrelation = (
  leader: Level,
  follower: Level,
  lag: number,
  from = 0,
  to = follower.values.length,
): LaggedCorrelation => {
  const first = Math.max(from, lag);
  const [x, y] = [leader.values, follower.values];
  const [x0, y0] = [x[first - lag] as number, y[first] as number];
  let pairs = 0;
  let sumX = 0;
  let sumY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let t = first; t < to; t += 1) {
    if (leader.present[t - lag] === 0 || follower.present[t] === 0) continue;
    const dx = (x[t - lag] as number) - x0;
    const dy = (y[t] as number) - y0;
    pairs += 1;
    sumX += dx;
    sumY += dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  const coefficient =
    (pairs * products - sumX * sumY) / Math.sqrt((pairs * squaresX - sumX * sumX) * (pairs * squaresY - sumY * sumY));
  return { coefficient: Math.max(-1, Math.min(1, coefficient)), pairs };
};

const FARTHEST = 30;

/** How like its own past a series is, 1 to 30 steps back. */
export const ownCorrelations = (level: Level): Float64Array => {
  const correlations = new Float64Array(FARTHEST);
  for (let lag = 1; lag <= FARTHEST; lag += 1) correlations[lag - 1] = laggedCorrelation(level, level, lag).coefficient;
  return correlations;
};

/** How many independent pairs so many pairs of two series count for, each of which resembles its own past so much. Bartlett 1946; Bayley and Hammersley 1946. */
export const effectivePairs = (leader: Float64Array, follower: Float64Array, pairs: number): number => {
  const reach = Math.min(FARTHEST, Math.floor(pairs / 4));
  let inflation = 1;
  for (let lag = 1; lag <= reach; lag += 1)
    inflation += 2 * (1 - lag / pairs) * ((leader[lag - 1] as number) * (follower[lag - 1] as number) || 0);
  return pairs / Math.max(1, inflation);
};
