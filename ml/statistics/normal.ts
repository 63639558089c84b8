/** Of the Chebyshev fit of `erfc`, from the highest power to the constant. */
const TAIL = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];

/**
 * Probability that a standard normal value is above `z`, also far out in the tail, to a relative error of 1.2e-7.
 * Numerical Recipes, third edition, 6.2.2 (`erfc` by Chebyshev fitting).
 */
export const normalTail = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 2 / (2 + x);
  let series = 0;
  for (let i = 0; i < TAIL.length; i += 1) series = series * t + (TAIL[i] as number);
  const tail = 0.5 * t * Math.exp(-x * x + series);
  return z >= 0 ? tail : 1 - tail;
};

const ratio = (x: number, above: ReadonlyArray<number>, below: ReadonlyArray<number>): number => {
  const polynomial = (coefficients: ReadonlyArray<number>) => coefficients.reduce((sum, each) => sum * x + each, 0);
  return polynomial(above) / polynomial([...below, 1]);
};

const CENTRE_ABOVE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const CENTRE_BELOW = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const TAIL_ABOVE = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

/** The value that a standard normal one stays below with probability `p`, to a relative error of 1.2e-9. P. J. Acklam, 2003. */
export const normalQuantile = (p: number): number => {
  if (p < 0.02425) return ratio(Math.sqrt(-2 * Math.log(p)), TAIL_ABOVE, TAIL_BELOW);
  if (p > 1 - 0.02425) return -ratio(Math.sqrt(-2 * Math.log(1 - p)), TAIL_ABOVE, TAIL_BELOW);
  const q = p - 0.5;
  return q * ratio(q * q, CENTRE_ABOVE, CENTRE_BELOW);
};
