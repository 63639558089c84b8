import { momentsOf } from './moments.js';

/** How alike neighbours are, from 0 (or less, which counts as 0) to `atMost`. No value may be NaN; 0 of values that are all the same. */
export const neighbourCorrelation = (values: Float64Array, atMost: number): number => {
  const { mean } = momentsOf(values);
  let together = 0;
  let squares = 0;
  let before = 0;
  for (let i = 0; i < values.length; i += 1) {
    const distance = (values[i] as number) - mean;
    squares += distance * distance;
    together += distance * before;
    before = distance;
  }
  return Math.min(atMost, Math.max(0, together / squares || 0));
};
