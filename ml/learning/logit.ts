/** Probabilities nearer to 0 or 1 than this are taken to be this far away, so that no logarithm is infinite. */
const NEAREST = 1e-15;

export const withinBounds = (probability: number): number => Math.min(1 - NEAREST, Math.max(NEAREST, probability));

export const logit = (probability: number): number => {
  const p = withinBounds(probability);
  return Math.log(p) - Math.log1p(-p);
};

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
