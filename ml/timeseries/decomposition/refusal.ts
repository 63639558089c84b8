/** Why a series is not decomposed. */
export type DecompositionRefusal =
  /** A season is only told from a trend over two full periods. `given` counts places, gaps included. */
  | { readonly _tag: 'TooShort'; readonly needed: number; readonly given: number }
  /** There are fewer values than phases of the longest period, or none at all. `given` counts values. */
  | { readonly _tag: 'TooFewValues'; readonly needed: number; readonly given: number }
  /** A period is no whole number of steps above one, or asked for twice. */
  | { readonly _tag: 'BadPeriod'; readonly period: number }
  /** A window is no whole number of values, or fewer than three. */
  | { readonly _tag: 'BadWindow'; readonly window: number }
  /** A value that is infinite, or so large (above 1e300) that sums of a few would be. `at` is its place. */
  | { readonly _tag: 'OutOfRange'; readonly at: number };
