import { quantileInPlace } from '../../statistics/quantile.js';

/** Weights that change by less are taken for settled. */
export const SETTLED = 0.01;

/**
 * How far each remainder is trusted: bisquare of the remainder over six times the median size. Cleveland et al. 1990,
 * section 2.4; the cuts are those of the authors' program. `trust` is overwritten, `sizes` is room to work in.
 * Answers the largest change of a trust.
 */
export const updateTrust = (remainders: Float64Array, trust: Float64Array, sizes: Float64Array): number => {
  const count = remainders.length;
  for (let i = 0; i < count; i += 1) sizes[i] = Math.abs(remainders[i] as number);
  const bound = 6 * quantileInPlace(sizes, 0.5);
  let change = 0;
  for (let i = 0; i < count; i += 1) {
    const size = Math.abs(remainders[i] as number);
    const part = size / bound;
    const rest = 1 - part * part;
    const next = size <= 0.001 * bound ? 1 : part > 0.999 ? 0 : rest * rest;
    change = Math.max(change, Math.abs(next - (trust[i] as number)));
    trust[i] = next;
  }
  return change;
};
