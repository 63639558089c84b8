import { normalTail } from '../../statistics/normal.js';

export type PairedGain = {
  /** By how much the first loses less, on average over rows. */
  readonly gain: number;
  /** Two-sided: how likely so large a difference is where there is none. */
  readonly pValue: number;
};

/**
 * Whether one set of predictions loses less than another on the same rows. Rows of one group err together: the error is that of
 * the sums of groups (Liang and Zeger 1986). One group tells nothing.
 * @param one losses, one a row
 * @param other losses of the same rows
 */
export const comparePairedLosses = (one: Float64Array, other: Float64Array, groups: Int32Array): PairedGain => {
  const differences = other.map((loss, row) => loss - (one[row] as number));
  const gain = differences.reduce((sum, each) => sum + each, 0) / differences.length;
  const sums = new Map<number, number>();
  differences.forEach((each, row) => {
    const group = groups[row] as number;
    sums.set(group, (sums.get(group) ?? 0) + each - gain);
  });
  if (sums.size < 2) return { gain, pValue: 1 };
  const squares = [...sums.values()].reduce((sum, each) => sum + each * each, 0);
  const error = Math.sqrt((squares * sums.size) / (sums.size - 1)) / differences.length;
  return { gain, pValue: error > 0 ? Math.min(1, 2 * normalTail(Math.abs(gain) / error)) : 1 };
};
