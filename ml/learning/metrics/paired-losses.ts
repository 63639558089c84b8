import { clusteredMean } from '../effects/clustered-mean.js';

export type PairedGain = {
  /** By how much the first loses less, on average over rows. */
  readonly gain: number;
  /** Two-sided: how likely so large a difference is where there is none. */
  readonly pValue: number;
};

/**
 * Whether one set of predictions loses less than another on the same rows. Rows of one group err together; one group tells nothing.
 * @param one losses, one a row
 * @param other losses of the same rows
 */
export const comparePairedLosses = (one: Float64Array, other: Float64Array, groups: Int32Array): PairedGain => {
  const { value: gain, pValue } = clusteredMean(
    other.map((loss, row) => loss - (one[row] as number)),
    groups,
  );
  return { gain, pValue };
};
