/** Why a series is not forecast. */
export type ForecastRefusal =
  /** `given` counts values that are there, between the first and the last of them. */
  | { readonly _tag: 'TooShort'; readonly needed: number; readonly given: number }
  /** A value that is infinite, or so large (above 1e300) that sums of a few would be. `at` is its place. */
  | { readonly _tag: 'OutOfRange'; readonly at: number }
  /** A period is no whole number of steps above one, or asked for twice. */
  | { readonly _tag: 'BadPeriod'; readonly period: number }
  /** The horizon is no whole number of steps from one to 10,000. */
  | { readonly _tag: 'BadHorizon'; readonly horizon: number };
