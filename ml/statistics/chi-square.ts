import { normalTail } from './normal.js';

/** Probability that a chi-square value with so many degrees of freedom is above `x`, to about three digits. Wilson and Hilferty 1931. */
export const chiSquareTail = (x: number, freedom: number): number => {
  const spread = 2 / (9 * freedom);
  return normalTail((Math.cbrt(x / freedom) - (1 - spread)) / Math.sqrt(spread));
};
