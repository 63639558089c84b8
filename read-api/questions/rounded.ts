/** To six decimals, as the values of series are told. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
