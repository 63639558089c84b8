/** As rows are keyed by it. */
export const monthOf = (day: string): string => day.slice(0, 7);

export const DAYS = 31;

/** From 1 to 31. */
export const placeIn = (day: string): number => Number(day.slice(8, 10));
