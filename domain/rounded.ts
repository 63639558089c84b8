/** To six decimals, which is what sums of multiples of 2^-20 are exact to, and how values of series are told. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
