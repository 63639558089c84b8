/** Of each `width` neighbours, in order. */
export const windowMeans = (values: Float64Array, width: number): Float64Array => {
  const means = new Float64Array(Math.max(0, values.length - width + 1));
  let sum = 0;
  values.forEach((value, i) => {
    sum += value - (i >= width ? (values[i - width] as number) : 0);
    if (i >= width - 1) means[i - width + 1] = sum / width;
  });
  return means;
};

export const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation of means of `width` neighbours around zero: as measured, however alike neighbours are, and at least that of independent values. */
export const deviationOfMeans = (values: Float64Array, width: number): number => {
  const square = (value: number) => value * value;
  const measured = meanOf(windowMeans(values, width).map(square));
  return Math.sqrt(Math.max(measured, meanOf(values.map(square)) / width));
};
