import { momentsOf } from './moments.js';

/** How alike neighbours are, from 0 (or less, which counts as 0) to `atMost`. No value may be NaN; 0 of values that are all the same. */
export const neighbourCorrelation = (values: Float64Array, atMost: number): number => {
  const { mean } = momentsOf(values);
  let together = 0;
  let squares = 0;
  values.forEach((value, i) => {
    squares += (value - mean) ** 2;
    if (i > 0) together += (value - mean) * ((values[i - 1] as number) - mean);
  });
  return Math.min(atMost, Math.max(0, together / squares || 0));
};
