import { isotonicFit } from './isotonic-fit.js';

/** The rising numbers closest to those given by squares: what comes to pass within a month does so within a quarter. */
export const rising = (values: ReadonlyArray<number>): ReadonlyArray<number> => [
  ...isotonicFit(Float64Array.from(values.keys()), Float64Array.from(values)).fitted,
];
