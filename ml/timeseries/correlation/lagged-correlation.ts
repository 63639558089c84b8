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
  let pairs = 0;
  let meanX = 0;
  let meanY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let t = Math.max(from, lag); t < to; t += 1) {
    if (leader.present[t - lag] === 0 || follower.present[t] === 0) continue;
    pairs += 1;
    const dx = (leader.values[t - lag] as number) - meanX;
    const dy = (follower.values[t] as number) - meanY;
    meanX += dx / pairs;
    meanY += dy / pairs;
    squaresX += dx * ((leader.values[t - lag] as number) - meanX);
    squaresY += dy * ((follower.values[t] as number) - meanY);
    products += dx * ((follower.values[t] as number) - meanY);
  }
  const coefficient = products / Math.sqrt(squaresX * squaresY);
  return { coefficient: Math.max(-1, Math.min(1, coefficient)), pairs };
};

/** How many independent pairs so many pairs of two series count for that each resemble their own past. Bartlett 1946; Bayley and Hammersley 1946. */
export const effectivePairs = (leader: Level, follower: Level, pairs: number): number => {
  const reach = Math.min(30, Math.floor(pairs / 4));
  let inflation = 1;
  for (let lag = 1; lag <= reach; lag += 1) {
    const own = laggedCorrelation(leader, leader, lag).coefficient;
    const other = laggedCorrelation(follower, follower, lag).coefficient;
    inflation += 2 * (1 - lag / pairs) * (own * other || 0);
  }
  return pairs / Math.max(1, inflation);
};
