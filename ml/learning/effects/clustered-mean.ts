import { studentAbove, studentTail } from '../../statistics/student.js';

/** `pValue`: of its being 0, on both sides; 1 where nothing varies, or all is of one group, for that tells nothing. */
export type Estimate = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
};

/**
 * The mean of values that are alike within a group, and its 95 % interval: groups alone are drawn independently, so their sums of
 * deviations are what it may be off by. Liang and Zeger 1986.
 */
export const clusteredMean = (values: Float64Array, groups: Int32Array): Estimate => {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const sums = new Map<number, number>();
  values.forEach((each, row) => {
    const group = groups[row] as number;
    sums.set(group, (sums.get(group) ?? 0) + each - value);
  });
  const squares = [...sums.values()].reduce((sum, each) => sum + each * each, 0);
  const error = Math.sqrt((squares * sums.size) / (sums.size - 1)) / values.length;
  const freedom = sums.size - 1;
  const reach = studentAbove(0.025, freedom) * error;
  const pValue = error > 0 ? 2 * studentTail(Math.abs(value) / error, freedom) : 1;
  return { value, low: value - reach, high: value + reach, pValue };
};
