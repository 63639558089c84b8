/** The mean of every `span` neighbours of the first `length` entries; the `length - span + 1` means overwrite them. */
const movingAverage = (values: Float64Array, length: number, span: number): number => {
  let sum = 0;
  for (let i = 0; i < span; i += 1) sum += values[i] as number;
  for (let i = span; i < length; i += 1) {
    const leaving = values[i - span] as number;
    values[i - span] = sum / span;
    sum += (values[i] as number) - leaving;
  }
  values[length - span] = sum / span;
  return length - span + 1;
};

/** Means over a period, over a period and over three: what is left of the cycle-subseries has no season. In place; two periods of places go. */
export const lowPass = (values: Float64Array, period: number): void => {
  const once = movingAverage(values, values.length, period);
  const twice = movingAverage(values, once, period);
  movingAverage(values, twice, 3);
};
