/** Why two series are not compared. */
export type CorrelationRefusal =
  | { readonly _tag: 'LengthsDiffer'; readonly one: number; readonly other: number }
  /** `given` counts steps at which both have a value. */
  | { readonly _tag: 'TooShort'; readonly needed: number; readonly given: number }
  /** One of them never changes, but for its season. */
  | { readonly _tag: 'NoVariation' }
  /** A value that is infinite, or so large (above 1e300) that sums of a few would be. `at` is its place. */
  | { readonly _tag: 'OutOfRange'; readonly at: number }
  /** A period is no whole number of steps above one, or asked for twice. */
  | { readonly _tag: 'BadPeriod'; readonly period: number }
  /** The lags are no whole numbers, the last before the first, or below 0. */
  | { readonly _tag: 'BadLags'; readonly first: number; readonly last: number };
