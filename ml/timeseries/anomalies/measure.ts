/** Brings values to a scale on which their scatter does not depend on their size, and back. */
export type Measure = { readonly onto: (value: number) => number; readonly back: (value: number) => number };

const AS_IT_IS: Measure = { onto: (value) => value, back: (value) => value };

/** Anscombe 1948: twice the square root, so that a count of events scatters by about one. */
const COUNTS: Measure = {
  onto: (value) => 2 * Math.sqrt(Math.max(0, value) + 0.375),
  back: (value) => Math.max(0, (Math.max(0, value) / 2) ** 2 - 0.375),
};

export const measureOf = (counts: boolean): Measure => (counts ? COUNTS : AS_IT_IS);
