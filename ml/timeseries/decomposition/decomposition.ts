/** What repeats every `period` steps; `values` has the length of the series, and no gaps. */
export type Season = { readonly period: number; readonly values: Float64Array };

/**
 * A series taken apart: trend + each season + remainder is the value again. All have the length of the series;
 * only the remainder is NaN where the series is.
 */
export type Decomposition = {
  readonly trend: Float64Array;
  readonly seasonal: ReadonlyArray<Season>;
  readonly remainder: Float64Array;
};
