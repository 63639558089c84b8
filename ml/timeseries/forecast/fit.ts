/** What a method makes of a series: its future, and how it would have foretold each value from those before. */
export type Fit = {
  /** One value a step ahead. */
  readonly point: Float64Array;
  /** One value for each of the series, foretold one step ahead; NaN where it was not. */
  readonly fitted: Float64Array;
  /** One value a step ahead: how much of a surprise in the last value goes into it. Tells how fast errors grow with the horizon. */
  readonly response: Float64Array;
  /** How many numbers were fitted to the series. */
  readonly parameters: number;
};

/** A method, given at least three values, none of them missing, whose largest is about one. */
export type Method = (series: Float64Array, horizon: number) => Fit;
