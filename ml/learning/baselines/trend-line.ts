import { TheilSenRegression } from 'ml-regression';

/**
 * The line through values a day apart (NaN for a gap), continued for so many days: its slope is the median of all slopes
 * between two of them, so that up to 29 % of them may be outliers. NaN of no values, level of one. Sen 1968.
 */
export const trendLine = (values: Float64Array, ahead: number): Float64Array => {
  const days = Array.from(values.keys()).filter((day) => !Number.isNaN(values[day]));
  const [only] = days;
  if (days.length < 2) return new Float64Array(ahead).fill(only === undefined ? Number.NaN : (values[only] as number));
  const line = new TheilSenRegression(
    days,
    days.map((day) => values[day] as number),
  );
  return Float64Array.from({ length: ahead }, (_, step) => line.predict(values.length + step));
};
