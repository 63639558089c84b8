import { normalQuantile, normalTail } from './normal.js';

const correctionOf = (freedom: number): number => (8 * freedom + 1) / (8 * freedom + 3);

/** Probability that a Student value of so many degrees of freedom is above `t`, to about three digits from 3 degrees on. Wallace 1959. */
export const studentTail = (t: number, freedom: number): number =>
  normalTail(Math.sign(t) * correctionOf(freedom) * Math.sqrt(freedom * Math.log1p((t * t) / freedom)));

/** What a Student value is above with probability `p` of at most a half. The inverse of `studentTail`. */
export const studentAbove = (p: number, freedom: number): number => {
  const z = -normalQuantile(p) / correctionOf(freedom);
  return Math.sqrt(freedom * Math.expm1((z * z) / freedom));
};
