import { meanSquareOf } from '../../statistics/means.js';

/** Of each `width` neighbours, in order. */
export const windowMeans = (values: Float64Array, width: number): Float64Array => {
  const means = new Float64Array(Math.max(0, values.length - width + 1));
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    sum += (values[i] as number) - (i >= width ? (values[i - width] as number) : 0);
    if (i >= width - 1) means[i - width + 1] = sum / width;
  }
  return means;
};

/** Standard deviation of means of `width` neighbours around zero: as measured, however alike neighbours are, and at least that of independent values. */
export const deviationOfMeans = (values: Float64Array, width: number): number =>
  Math.sqrt(Math.max(meanSquareOf(windowMeans(values, width)), meanSquareOf(values) / width));
